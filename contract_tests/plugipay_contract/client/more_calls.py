"""Every call beyond the money core in one table; those about events and webhooks are here. From the SDK facts."""

from plugipay_contract.client.api_call import call
from plugipay_contract.client.house_calls import HOUSE
from plugipay_contract.client.money_calls import MONEY_CALLS
from plugipay_contract.client.paper_calls import PAPERS
from plugipay_contract.client.shop_calls import SHOP

HOOK = "https://shop.example.com/hooks"
PAID = "plugipay.invoice.paid.v1"

EVENTS = (
    call("events.types", "GET /events/types").beyond,
    call("events.replay", "POST /events/replay", event_ids=["evt_1"]).sending(eventIds=["evt_1"]).beyond,
    call("events.trigger", "POST /events/trigger", type=PAID, aggregate_id="inv_1", data={"total": 5})
    .sending(type=PAID, aggregateId="inv_1", data={"total": 5})
    .beyond,
)

WEBHOOKS = (
    call("webhook_endpoints.list", "GET /webhooks").giving("list"),
    call("webhook_endpoints.create", "POST /webhooks", url=HOOK, events=["invoice.paid"], description="mine").sending(
        url=HOOK, events=["invoice.paid"], description="mine"
    ),
    call("webhook_endpoints.update", "PATCH /webhooks/whep_1", "whep_1", url=HOOK, active=False)
    .sending(url=HOOK, active=False)
    .beyond,
    call("webhook_endpoints.delete", "DELETE /webhooks/whep_1", "whep_1").giving("nothing"),
    call("webhook_endpoints.list_deliveries", "GET /webhooks/deliveries", endpoint_id="whep_1", status="failed")
    .asking({"endpointId": "whep_1", "status": "failed"})
    .giving("page")
    .beyond,
    call("webhook_endpoints.list_deliveries", "GET /webhooks/deliveries", limit=2, cursor="c", type=PAID)
    .asking({"limit": "2", "cursor": "c", "type": PAID})
    .giving("page")
    .beyond,
    call("webhook_endpoints.get_delivery", "GET /webhooks/deliveries/whd_1", "whd_1").beyond,
    call("webhook_endpoints.retry_delivery", "POST /webhooks/deliveries/whd_1/retry", "whd_1").sending().beyond,
)

MORE_CALLS = SHOP + PAPERS + HOUSE + EVENTS + WEBHOOKS
ALL_CALLS = MORE_CALLS + MONEY_CALLS

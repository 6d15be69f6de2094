# What the gateway does by itself: assess what has arrived, and send what waits.

may("timer", relation, "timer", "matter.assess") if
    relation in ["originating", "transmitting", "receiving"];

may("timer", "gateway", "timer", "outbox.send");

# What the gateway does by itself: assess what has arrived, send what waits, and put files into their matters that were uploaded and looked at.

may("timer", relation, "timer", action) if
    relation in ["originating", "transmitting", "receiving"] and
    action in ["matter.assess", "matter.admit-file"];

may("timer", "gateway", "timer", action) if
    action in ["outbox.send", "mediator.keep-statuses", "draw.move"];

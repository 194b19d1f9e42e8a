package dev.sluice.runtime.wire;

import akka.actor.ActorPath;
import akka.actor.ActorRef;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tasks of this node that frames may be sent to, by the path and incarnation of their inboxes; nobody else. */
final class Inboxes {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    static final class Entry {
        private final ActorRef inbox;
        private volatile boolean open = true;

        Entry(ActorRef inbox) {
            this.inbox = inbox;
        }

        ActorRef inbox() {
            return inbox;
        }

        boolean isOpen() {
            return open;
        }
    }

    /** What another node calls an inbox. */
    static String nameOf(ActorRef inbox) {
        ActorPath path = inbox.path();
        return path.toStringWithoutAddress() + "#" + path.uid();
    }

    void add(ActorRef inbox) {
        entries.put(nameOf(inbox), new Entry(inbox));
    }

    void remove(ActorRef inbox) {
        Entry entry = entries.remove(nameOf(inbox));
        if (entry != null) {
            entry.open = false;
        }
    }

    @Nullable
    Entry find(String name) {
        return entries.get(name);
    }
}

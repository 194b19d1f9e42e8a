package dev.sluice.runtime.task;

import akka.actor.ActorRef;
import dev.sluice.runtime.channel.Credit;
import dev.sluice.runtime.channel.Frame;
import dev.sluice.runtime.channel.Inbox;
import dev.sluice.runtime.channel.Outbox;
import dev.sluice.runtime.wire.Arrival;
import dev.sluice.runtime.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The channels that lead to a task and away from it, to tasks of this node and of others. For the task's thread. */
final class TaskChannels {
    private final Task task;
    private final ActorRef self;
    private final RemoteChannels remote;
    private final Map<Inbox.Channel, Consumer<Credit>> senders = new HashMap<>();
    private final @Nullable Inbox inbox;
    private @Nullable Outbox outbox;

    /** @param self the task's inbox, which frames may come to from now on */
    TaskChannels(Task task, ActorRef self) {
        this.task = task;
        this.self = self;
        remote = new RemoteChannels(task, self);
        inbox = task.inputs().isEmpty() ? null : new Inbox(task.inputs(), task.subtask(), task.epoch(), this::grant);
        task.replay().into(inbox);
    }

    /** Null for a source. */
    @Nullable
    Inbox inbox() {
        return inbox;
    }

    /** @param receivers by edge, the inboxes of the receiving vertex's subtasks */
    Outbox connect(Map<Integer, List<ActorRef>> receivers) {
        Map<Integer, List<Consumer<Frame>>> channels = new HashMap<>();
        receivers.forEach((edge, inboxes) -> {
            List<Consumer<Frame>> ends = new ArrayList<>();
            for (ActorRef receiver : inboxes) {
                ends.add(sender(edge, ends.size(), receiver));
            }
            channels.put(edge, ends);
        });
        Outbox made = new Outbox(
                task.vertex(), task.subtask(), task.epoch(), task.maxParallelism(), channels, task.sharing());
        task.replay().into(made);
        outbox = made;
        return made;
    }

    private Consumer<Frame> sender(int edge, int to, ActorRef receiver) {
        return Wire.isRemote(receiver)
                ? remote.to(edge, to, receiver, () -> outbox)
                : frame -> receiver.tell(frame, self);
    }

    /** A frame of this node. */
    void receive(Frame frame, ActorRef sender) {
        accept(frame, credit -> sender.tell(credit, self));
    }

    /** A frame of another node, or a part of one. */
    void receive(Arrival arrival) {
        remote.read(arrival, this::accept);
    }

    void receive(Credit credit) {
        if (outbox != null && credit.epoch() == task.epoch()) {
            outbox.credit(credit);
        }
    }

    /** Sends what can be sent: what waits for one receiver's credit must not hold up what others could have. */
    void flush() {
        if (outbox != null) {
            outbox.flush();
        }
    }

    private void accept(Frame frame, Consumer<Credit> sender) {
        if (inbox != null) {
            Inbox.Channel channel = inbox.add(frame);
            if (channel != null) {
                senders.putIfAbsent(channel, sender);
            }
        }
    }

    private void grant(Inbox.Channel channel, Credit credit) {
        Consumer<Credit> sender = senders.get(channel);
        if (sender != null) {
            sender.accept(credit);
        }
    }

    void close() {
        remote.close();
    }
}

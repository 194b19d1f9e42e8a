package dev.sluice.runtime.task;

import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.channel.Outbox;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Channels, with an eye on what goes to side outputs, and on records that could not go to another node: here they go by
 * reference, and the mistake would show on a cluster only.
 */
final class WatchedOutput implements TaskOutput {
    private final Outbox outbox;
    private final List<Link> links;
    private final Sharing sharing;
    private final InlineServices services;
    private @Nullable Class<?> allowed;
    private @Nullable Batch unfinished;

    WatchedOutput(Outbox outbox, List<Link> links, Sharing sharing, InlineServices services) {
        this.outbox = outbox;
        this.links = links;
        this.sharing = sharing;
        this.services = services;
    }

    @Override
    public boolean spread(int operator, @Nullable String tag, Batch batch, boolean shared) throws Exception {
        if (batch != unfinished) {
            boolean leaves = outbox.carries(operator, tag);
            for (int i = batch.next(); i < batch.size(); i++) {
                look(leaves, batch.value(i));
                if (tag != null) {
                    services.sides()
                            .emitted(links.get(operator).name, tag, sharing.own(batch.value(i)), batch.timestamps[i]);
                }
            }
        }
        boolean through = outbox.spread(operator, tag, batch, shared);
        unfinished = through ? null : batch; // and then it is called with the same
        return through;
    }

    private void look(boolean leaves, Object value) {
        if (leaves && value.getClass() != allowed) {
            if (!services.types().allows(value.getClass())) {
                services.codec().encode(value); // says what is to be done
            }
            allowed = value.getClass();
        }
    }

    @Override
    public boolean control(int operator, Control control) {
        return outbox.control(operator, control);
    }

    @Override
    public boolean flush() {
        return outbox.flush();
    }
}

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
    private boolean again;

    WatchedOutput(Outbox outbox, List<Link> links, Sharing sharing, InlineServices services) {
        this.outbox = outbox;
        this.links = links;
        this.sharing = sharing;
        this.services = services;
    }

    @Override
    public boolean spread(int operator, @Nullable String tag, Batch batch) throws Exception {
        if (!again) {
            for (int i = batch.next(); i < batch.size(); i++) {
                look(operator, tag, batch.value(i), batch.timestamps[i]);
            }
        }
        boolean through = outbox.spread(operator, tag, batch);
        again = !through; // and then it is called with the same
        return through;
    }

    private void look(int operator, @Nullable String tag, Object value, long timestamp) {
        if (value.getClass() != allowed) {
            if (!services.types().allows(value.getClass())) {
                services.codec().encode(value); // says what is to be done
            }
            allowed = value.getClass();
        }
        if (tag != null) {
            services.sides().emitted(links.get(operator).name, tag, sharing.own(value), timestamp);
        }
    }

    @Override
    public boolean control(Control control) {
        return outbox.control(control);
    }

    @Override
    public boolean flush() {
        return outbox.flush();
    }
}

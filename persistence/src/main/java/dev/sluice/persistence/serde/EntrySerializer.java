package dev.sluice.persistence.serde;

import java.util.Map;
import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.serializer.Serializer;

/** What {@link Map#entry} makes, for which Fory has nothing. Neither part is null, and it cannot be part of a cycle. */
final class EntrySerializer extends Serializer<Map.Entry<?, ?>> {
    @SuppressWarnings("unchecked")
    static final Class<Map.Entry<?, ?>> TYPE =
            (Class<Map.Entry<?, ?>>) (Class<?>) Map.entry(0, 0).getClass();

    EntrySerializer(Config config) {
        super(config, TYPE);
    }

    @Override
    public void write(WriteContext context, Map.Entry<?, ?> entry) {
        context.writeRef(entry.getKey());
        context.writeRef(entry.getValue());
    }

    @Override
    public Map.Entry<?, ?> read(ReadContext context) {
        Object key = context.readRef();
        Object value = context.readRef();
        if (key == null || value == null) {
            throw new DamagedValueException("damaged value: a map entry without its key or value");
        }
        return Map.entry(key, value);
    }
}

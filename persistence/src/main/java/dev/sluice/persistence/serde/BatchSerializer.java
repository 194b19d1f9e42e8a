package dev.sluice.persistence.serde;

import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.resolver.TypeInfoHolder;
import org.apache.fory.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Values that know nothing of each other: references are kept within a value, so that cycles and shared parts come back
 * as they were, but never between two, whose identity would then depend on which values happened to travel together.
 */
final class BatchSerializer extends Serializer<Batch> {
    private boolean reading;

    BatchSerializer(Config config) {
        super(config, Batch.class, false, true);
    }

    @Override
    public void write(WriteContext context, Batch batch) {
        context.getBuffer().writeVarUInt32(batch.to() - batch.from());
        TypeInfoHolder last = context.getTypeResolver().nilTypeInfoHolder();
        for (int i = batch.from(); i < batch.to(); i++) {
            context.getRefWriter().reset();
            context.writeRef(batch.values()[i], last);
        }
    }

    @Override
    public Batch read(ReadContext context) {
        if (reading) {
            throw new DamagedValueException("damaged value: an array of values inside a value");
        }
        int count = context.getBuffer().readVarUInt32();
        if (count < 0 || count > context.getBuffer().remaining()) {
            throw new DamagedValueException("damaged value: " + count + " values are announced");
        }
        @Nullable Object[] values = new @Nullable Object[count];
        TypeInfoHolder last = context.getTypeResolver().nilTypeInfoHolder();
        reading = true;
        int at = 0;
        try {
            for (; at < count; at++) {
                context.getRefReader().reset();
                values[at] = context.readRef(last);
            }
        } catch (RuntimeException | LinkageError e) {
            int position = at;
            throw UndeclaredTypeException.in(e)
                    .orElseGet(() -> new DamagedValueException(
                            "damaged value: value " + (position + 1) + " of " + count + ": " + ObjectCodec.reason(e),
                            e));
        } finally {
            reading = false;
        }
        return new Batch(values, 0, count);
    }
}

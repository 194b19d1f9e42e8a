package dev.sluice.persistence.state.format;

import dev.sluice.persistence.jit.ClassCopies;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Calls the method handles of {@link RowType}. Only copies of this class are used, one for each class of accumulators:
 * there the handles are constants, which the JIT compiler turns into plain loads and stores of the fields.
 */
final class FieldCodec implements RowCodec {
    private static final RowType TYPE = ClassCopies.dataOf(MethodHandles.lookup(), RowType.class);
    private static final MethodHandle LOAD = TYPE.load();
    private static final MethodHandle STORE = TYPE.store();

    FieldCodec() {}

    @Override
    public Object load(Object scratch, long[] rows, int at) {
        try {
            return (Object) LOAD.invokeExact(scratch, rows, at);
        } catch (Throwable e) {
            throw RowType.unexpected(e);
        }
    }

    @Override
    public void store(Object accumulator, long[] rows, int at) {
        try {
            STORE.invokeExact(accumulator, rows, at);
        } catch (Throwable e) {
            throw RowType.unexpected(e);
        }
    }
}

package dev.sluice.examples.bank;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ValueState;

/** Gives the money to the account that receives. */
final class Credits extends KeyedProcessFunction<Integer, Transfer, Posting> {
    private final ValueState<SideTotal> total = valueState("total", SideTotal.class);

    @Override
    public void process(Transfer transfer, Context<Integer> context, Collector<Posting> out) {
        SideTotal before = total.value();
        SideTotal after = (before == null ? SideTotal.NONE : before).plus(transfer.cents());
        total.update(after);
        out.collect(new Posting(
                transfer.number(), Side.CREDIT, context.key(), transfer.cents(), after.count(), after.cents()));
    }
}

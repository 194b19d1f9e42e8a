package dev.sluice.examples.bank;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.state.ValueState;

/** Takes the money from the account that pays, and hands the transfer on to the one that receives. */
final class Debits extends KeyedProcessFunction<Integer, Transfer, Transfer> {
    static final OutputTag<Posting> POSTINGS = OutputTag.of("debit-postings");

    private final ValueState<SideTotal> total = valueState("total", SideTotal.class);

    @Override
    public void process(Transfer transfer, Context<Integer> context, Collector<Transfer> out) {
        SideTotal before = total.value();
        SideTotal after = (before == null ? SideTotal.NONE : before).plus(transfer.cents());
        total.update(after);
        context.output(
                POSTINGS,
                new Posting(
                        transfer.number(), Side.DEBIT, context.key(), transfer.cents(), after.count(), after.cents()));
        out.collect(transfer);
    }
}

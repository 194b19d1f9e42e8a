package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.result.SellerPrice;
import java.util.Comparator;
import java.util.Iterator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** The mean of a seller's last prices, in the order in which auctions expire, and then of their ids. */
final class LastPrices extends KeyedProcessFunction<Long, Sale, Object> {
    private transient ValueState<Sales> sales;

    @Override
    public void open(OpenContext context) {
        sales = getRuntimeContext().getState(new ValueStateDescriptor<>("sales", Sales.TYPE));
    }

    @Override
    public void processElement(Sale sale, Context context, Collector<Object> out) throws Exception {
        Sales known = sales.value();
        if (known == null) {
            known = new Sales();
            sales.update(known);
        }
        known.waiting.add(sale);
        context.timerService().registerEventTimeTimer(sale.expires);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Object> out) throws Exception {
        Sales known = sales.value();
        if (known.waiting.size() > 1) {
            known.waiting.sort(Comparator.comparingLong(sale -> sale.auction));
        }
        for (Iterator<Sale> all = known.waiting.iterator(); all.hasNext(); ) {
            Sale sale = all.next();
            if (sale.expires == time) {
                all.remove();
                out.collect(new SellerPrice(sale.seller, sale.auction, known.meanWith(sale.price), time));
            }
        }
    }
}

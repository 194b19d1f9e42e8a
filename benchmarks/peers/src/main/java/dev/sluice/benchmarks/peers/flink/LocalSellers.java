package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Person;
import dev.sluice.benchmarks.nexmark.result.LocalSeller;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Query 3. An id has one person, so auctions need to wait for it only. */
final class LocalSellers extends KeyedCoProcessFunction<Long, Pair, Person, Object> {
    private transient ValueState<Person> person;
    private transient ListState<Long> waiting;

    @Override
    public void open(OpenContext context) {
        person = getRuntimeContext().getState(new ValueStateDescriptor<>("person", PersonType.TYPE));
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", Types.LONG));
    }

    /** @param auction its seller, and its id */
    @Override
    public void processElement1(Pair auction, Context context, Collector<Object> out) throws Exception {
        Person known = person.value();
        if (known == null) {
            waiting.add(auction.value);
        } else {
            out.collect(LocalSeller.of(known, auction.value));
        }
    }

    @Override
    public void processElement2(Person registered, Context context, Collector<Object> out) throws Exception {
        person.update(registered);
        for (Long auction : waiting.get()) {
            out.collect(LocalSeller.of(registered, auction));
        }
        waiting.clear();
    }
}

package dev.sluice.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WriteQueueTest {
    private final WriteQueue queue = new WriteQueue();

    private String take(int enough) {
        return queue.take(enough).utf8String();
    }

    @Test
    void when_one_channel_has_much_to_say_then_another_need_not_wait_for_the_end_of_it() {
        WriteQueue.Line talkative = queue.line();
        WriteQueue.Line terse = queue.line();
        for (int i = 0; i < 5; i++) {
            talkative.put(ByteString.fromString("t" + i + " "));
        }
        terse.put(ByteString.fromString("short "));
        assertThat(take(100)).isEqualTo("t0 short t1 t2 t3 t4 ");
        assertThat(take(100)).isEmpty();
    }

    @Test
    void when_something_is_urgent_then_it_goes_first() {
        queue.line().put(ByteString.fromString("frame"));
        queue.putUrgent(ByteString.fromString("credit "));
        assertThat(take(1)).isEqualTo("credit ");
        assertThat(take(1)).isEqualTo("frame");
    }

    @Test
    void when_something_is_put_then_the_writer_is_called_once_until_it_takes() {
        AtomicInteger calls = new AtomicInteger();
        queue.onReady(calls::incrementAndGet);
        calls.set(0);
        WriteQueue.Line line = queue.line();
        line.put(ByteString.fromString("a"));
        queue.line().put(ByteString.fromString("b"));
        queue.putUrgent(ByteString.fromString("c"));
        assertThat(calls).hasValue(1);
        take(100);
        line.put(ByteString.fromString("d"));
        assertThat(calls).hasValue(2);
    }

    @Test
    void when_it_is_closed_then_it_holds_nothing() {
        WriteQueue.Line line = queue.line();
        line.put(ByteString.fromString("a"));
        queue.close();
        line.put(ByteString.fromString("b"));
        queue.putUrgent(ByteString.fromString("c"));
        assertThat(take(100)).isEmpty();
        assertThat(queue.isClosed()).isTrue();
    }
}

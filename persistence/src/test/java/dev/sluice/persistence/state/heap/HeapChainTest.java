package dev.sluice.persistence.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.state.heap.HeapChain.Written;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapChainTest {
    private static final long ENTRIES = 1000;
    private static final SnapshotHandle PIECE =
            new SnapshotHandle(new SnapshotAddress("run", 1, 1, "vertex", 0), 1, 1, "somewhere");

    private final HeapChain chain = new HeapChain(100, 0);
    private long checkpoint;

    private Written next(long completed, long changed) {
        return chain.begin(new SnapshotRequest(++checkpoint, completed, false), changed, ENTRIES);
    }

    private void written(int pieces, long changes) {
        chain.written(checkpoint, new Written(Collections.nCopies(pieces, PIECE), changes));
    }

    @Test
    void when_the_last_checkpoint_is_complete_then_the_next_builds_on_it() {
        assertThat(next(0, 0)).isNull();
        written(1, 0);
        assertThat(next(1, 10)).isEqualTo(new Written(List.of(PIECE), 0));
    }

    @Test
    void when_the_last_checkpoint_was_given_up_then_the_next_builds_on_the_one_before() {
        next(0, 0);
        written(1, 0);
        next(1, 10);
        written(2, 10);
        assertThat(chain.lastIsBase(new SnapshotRequest(3, 1, false))).isFalse();
        assertThat(next(1, 20)).isEqualTo(new Written(List.of(PIECE), 0));
    }

    @Test
    void when_the_completed_checkpoint_is_not_its_own_then_it_is_whole() {
        next(0, 0);
        written(1, 0);
        next(1, 10);
        assertThat(next(7, 10)).isNull();
    }

    @Test
    void when_the_chain_is_long_or_half_of_all_was_written_again_then_it_begins_anew() {
        next(0, 0);
        written(24, 0);
        assertThat(next(1, 10)).as("of as many pieces as there may be").isNull();
        written(1, 450);
        assertThat(next(2, 51)).isNull();
        written(1, 450);
        assertThat(next(3, 50)).isNotNull();
    }

    @Test
    void when_everything_changes_all_the_time_then_changes_are_not_noted_for_a_while() {
        next(0, 0);
        written(1, 0);
        assertThat(next(1, 501)).isNull();
        assertThat(chain.isWorthIt(ENTRIES, true)).isTrue();
        written(1, 0);
        assertThat(next(2, 501)).isNull();
        for (int i = 0; i < 16; i++) {
            assertThat(chain.isWorthIt(ENTRIES, true)).isFalse();
        }
        assertThat(chain.isWorthIt(ENTRIES, false)).isTrue();
    }

    @Test
    void when_there_is_little_then_it_is_not_worth_it() {
        assertThat(chain.isWorthIt(99, false)).isFalse();
        assertThat(chain.isWorthIt(100, false)).isTrue();
        assertThat(chain.isWorthIt(50, true)).as("once it has begun").isTrue();
        assertThat(chain.isWorthIt(49, true)).isFalse();
    }
}

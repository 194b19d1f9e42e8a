package dev.sluice.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    private static final byte[] KEY = {'k'};

    @TempDir
    Path directory;

    private SharedStore store;
    private GroupCommit changes;

    /** While not counted down, the committing thread stands still and what is submitted gathers. */
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void open() {
        store = SharedStore.acquire(directory);
        changes = store.changes();
        var held = changes.alone(database -> {
            try {
                return gate.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(held).isNotCompleted();
    }

    @AfterEach
    void close() {
        gate.countDown();
        store.release();
    }

    private static GroupCommit.Change put(int value) {
        return (batch, database) -> batch.put(KEY, new byte[] {(byte) value});
    }

    private byte[] stored() throws Exception {
        return changes.alone(database -> database.get(KEY)).get(10, TimeUnit.SECONDS);
    }

    private CompletableFuture<Long> syncs() {
        return changes.alone(Database::logSyncs);
    }

    @Test
    void when_changes_gather_then_they_are_synced_together_before_any_is_done() throws Exception {
        CompletableFuture<Long> before = syncs();
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            done.add(changes.submit(put(i)));
        }
        CompletableFuture<Long> after = syncs();
        assertThat(done).noneMatch(CompletableFuture::isDone);
        gate.countDown();
        assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo(before.get() + 1);
        assertThat(done).allMatch(CompletableFuture::isDone);
        assertThat(stored()).containsExactly(50);
    }

    @Test
    void when_changes_come_one_by_one_then_each_is_synced() throws Exception {
        CompletableFuture<Long> before = syncs();
        gate.countDown();
        for (int i = 1; i <= 20; i++) {
            changes.submit(put(i)).get(10, TimeUnit.SECONDS);
        }
        assertThat(syncs().get(10, TimeUnit.SECONDS)).isEqualTo(before.get() + 20);
    }

    @Test
    void when_one_change_fails_then_the_others_of_its_group_are_written() throws Exception {
        CompletableFuture<Void> first = changes.submit(put(1));
        CompletableFuture<Void> failing = changes.submit((batch, database) -> {
            batch.put(KEY, new byte[] {99});
            throw new IOException("no");
        });
        CompletableFuture<Void> last = changes.submit((batch, database) -> batch.put(new byte[] {'l'}, KEY));
        gate.countDown();
        assertThat(stored()).containsExactly(1);
        assertThat(first).isCompleted();
        assertThat(last).isCompleted();
        assertThatThrownBy(failing::get).hasRootCauseMessage("no");
    }

    @Test
    void when_an_action_runs_alone_then_it_sees_what_was_submitted_before_and_nothing_later() throws Exception {
        assertThat(changes.submit(put(1))).isNotDone();
        CompletableFuture<byte[]> between = changes.alone(database -> database.get(KEY));
        assertThat(changes.submit(put(2))).isNotDone();
        gate.countDown();
        assertThat(between.get(10, TimeUnit.SECONDS)).containsExactly(1);
        assertThat(stored()).containsExactly(2);
    }
}

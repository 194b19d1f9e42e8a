package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperId;
import dev.sluice.runtime.protocol.SubtaskId;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;

/** Keepers that do nothing but remember what they were told. */
final class Keepers implements KeeperDirectory {
    private final Map<SubtaskId, BlockingQueue<KeeperCommand>> told = new ConcurrentHashMap<>();

    @Override
    public void tell(KeeperId keeper, KeeperCommand command) {
        of(keeper.subtask()).add(command);
    }

    /** The next command of a keeper, which must be of this type. */
    <C extends KeeperCommand> C expect(SubtaskId subtask, Class<C> type) {
        try {
            KeeperCommand next = of(subtask).poll(20, TimeUnit.SECONDS);
            return assertThat(next)
                    .as("what %s was told", subtask)
                    .asInstanceOf(InstanceOfAssertFactories.type(type))
                    .actual();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean hasHeard(SubtaskId subtask) {
        return !of(subtask).isEmpty();
    }

    void expectNothing() {
        told.forEach((subtask, commands) ->
                assertThat(commands).as("what %s was told", subtask).isEmpty());
    }

    void forget() {
        told.values().forEach(BlockingQueue::clear);
    }

    private BlockingQueue<KeeperCommand> of(SubtaskId subtask) {
        return told.computeIfAbsent(subtask, id -> new LinkedBlockingQueue<>());
    }
}

package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the frames of all channels of a subtask arrive. It hands out batch after batch, in order within a channel and
 * in turn among channels, and makes one stream of their controls: watermarks are combined, and a channel whose barrier
 * has come is not read until the others' have (Carbone et al., "Lightweight Asynchronous Snapshots for Distributed
 * Dataflows", section 4.2: alignment of Chandy-Lamport markers). A barrier may also be told to overtake all that is
 * here and belongs before it; that is gathered then, and what still comes before the other channels' barriers as well.
 */
public final class Inbox {
    private final List<Channel> keys;
    private final List<InputChannel> channels = new ArrayList<>();
    private final WatermarkMerger watermarks;
    private final long epoch;
    private @Nullable InputChannel lastChannel;
    private @Nullable Batch lastBatch;
    private int turn;
    private int input;
    private int barriers;
    private long barrier;
    private long watermark = Long.MIN_VALUE;
    private boolean toldIdle;
    private boolean stateChanged;
    private Control.@Nullable Barrier arrived;
    private long overtaken;

    /**
     * A channel that leads here.
     *
     * @param edge the plan's edge
     * @param from the sending subtask
     * @param input the input it leads to
     */
    public record Channel(int edge, int from, int input) {}

    /**
     * @param from the channels
     * @param to this subtask
     * @param epoch the attempt; frames of others are dropped
     * @param credits called with each credit granted, and the channel it is for
     */
    public Inbox(List<Channel> from, int to, long epoch, BiConsumer<Channel, Credit> credits) {
        this.epoch = epoch;
        keys = List.copyOf(from);
        watermarks = new WatermarkMerger(from.size());
        for (Channel channel : from) {
            Consumer<Credit> sender = credit -> credits.accept(channel, credit);
            channels.add(new InputChannel(channel.edge(), channel.from(), channel.input(), to, epoch, sender));
        }
    }

    /**
     * @param frame what arrived
     * @return the channel it came by, or null if it is of another attempt and was dropped
     */
    public @Nullable Channel add(Frame frame) {
        if (frame.epoch() != epoch) {
            return null;
        }
        for (int i = 0; i < keys.size(); i++) {
            Channel key = keys.get(i);
            if (key.edge() == frame.edge() && key.from() == frame.from()) {
                channels.get(i).add(frame);
                if (frame.batch().control() instanceof Control.Barrier mark) {
                    arrived(mark);
                }
                return key;
            }
        }
        throw new IllegalStateException("no channel " + frame.edge() + "/" + frame.from() + " leads here");
    }

    private void arrived(Control.Barrier mark) {
        Control.Barrier before = arrived;
        if (mark.checkpoint() > overtaken
                && (before == null
                        || mark.checkpoint() > before.checkpoint()
                        || (mark.checkpoint() == before.checkpoint() && mark.overtaking()))) {
            arrived = mark;
        }
    }

    /** @return the newest barrier that has come by any channel and has neither been handed out nor overtaken */
    public Control.@Nullable Barrier arrived() {
        return arrived;
    }

    /**
     * A barrier overtakes what has come and was not handed out. From now on no channel waits for others; barriers of
     * this checkpoint and of older ones are not handed out any more.
     *
     * @param checkpoint the barrier's
     * @param into gets what belongs to the checkpoint, now and until {@link #isRecording} is false
     */
    public void overtake(long checkpoint, Overtaken into) {
        overtaken = checkpoint;
        barriers = 0;
        if (arrived != null && arrived.checkpoint() <= checkpoint) {
            arrived = null;
        }
        channels.forEach(channel -> channel.overtake(checkpoint, into));
    }

    /** @return whether there are channels whose barrier of the checkpoint that has overtaken is still to come */
    public boolean isRecording() {
        for (InputChannel channel : channels) {
            if (channel.isRecording()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Gives back what was on its way before a restart; before anything else is called. It is handed out first.
     *
     * @param channel by which it had come, or was to
     * @param batch behind those that were given back before
     */
    public void replay(Channel channel, Batch batch) {
        channels.get(keys.indexOf(channel)).replay(batch);
    }

    /**
     * To be called when the batch before is done with: it goes back to its sender.
     *
     * @return the next batch, its control replaced by what it means for the subtask as a whole; null if there is none
     */
    public @Nullable Batch poll() {
        return poll(true);
    }

    /**
     * As {@link #poll}, while there is no room for records.
     *
     * @return the next batch without any
     */
    public @Nullable Batch pollControl() {
        return poll(false);
    }

    private @Nullable Batch poll(boolean records) {
        if (lastChannel != null && lastBatch != null) {
            lastChannel.done(lastBatch);
            lastChannel = null;
            lastBatch = null;
        }
        if (stateChanged) {
            stateChanged = false;
            if (watermarks.isIdle() != toldIdle) {
                toldIdle = !toldIdle;
                return Batch.of(toldIdle ? new Control.Idle() : new Control.Active());
            }
        }
        for (int i = 0; i < channels.size(); i++) {
            int index = (turn + i) % channels.size();
            InputChannel channel = channels.get(index);
            if (channel.isReady() && (records || channel.isControl())) {
                turn = index + 1;
                input = channel.input();
                Batch batch = Objects.requireNonNull(channel.take());
                lastChannel = channel;
                lastBatch = batch;
                batch.control(translate(index, channel, batch));
                return batch;
            }
        }
        return null;
    }

    /** @return the input that the last batch came by */
    public int input() {
        return input;
    }

    private @Nullable Control translate(int index, InputChannel channel, Batch batch) {
        Control control = batch.control();
        if (control instanceof Control.Barrier mark) {
            if (batch.hasNext()) {
                // Records end idleness, though what event time follows from it is told by the channel's next batch.
                watermarks.active(index);
                stateChanged = watermarks.isIdle() != toldIdle;
            }
            return mark.checkpoint() <= overtaken ? null : align(channel, mark);
        }
        if (control instanceof Control.EndOfInput) {
            watermarks.finished(index);
            if (watermarks.isFinished()) {
                return control;
            }
        } else if (control instanceof Control.Idle) {
            watermarks.idle(index);
        } else if (control instanceof Control.Watermark mark) {
            watermarks.watermark(index, mark.time());
        } else {
            watermarks.active(index);
        }
        return time();
    }

    private @Nullable Control time() {
        boolean idle = watermarks.isIdle();
        long now = watermarks.combined();
        if (now > watermark) {
            watermark = now;
            toldIdle = false; // which is what a watermark says, too
            stateChanged = idle;
            return new Control.Watermark(now);
        }
        if (toldIdle && !idle) {
            toldIdle = false;
            return new Control.Active();
        }
        stateChanged = idle != toldIdle;
        return null;
    }

    private @Nullable Control align(InputChannel channel, Control.Barrier mark) {
        if (barriers > 0 && mark.checkpoint() != barrier) {
            throw new IllegalStateException("barrier of checkpoint " + mark.checkpoint() + " on channel "
                    + channel.edge() + "/" + channel.from() + " while that of " + barrier + " is being aligned");
        }
        barrier = mark.checkpoint();
        channel.block(barrier);
        if (++barriers < channels.size()) {
            return null;
        }
        barriers = 0;
        if (arrived != null && arrived.checkpoint() == barrier) {
            arrived = null;
        }
        channels.forEach(InputChannel::unblock);
        return mark;
    }
}

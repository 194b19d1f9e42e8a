package dev.sluice.runtime.channel;

import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayList;
import java.util.List;

/** Gathers what one barrier overtakes in a subtask. For the subtask's thread; what it has gathered is nobody else's. */
public final class Overtaken {
    private final Sharing sharing;
    private final List<InFlight> gathered = new ArrayList<>();

    /** @param sharing copies records that could be changed while they are written */
    public Overtaken(Sharing sharing) {
        this.sharing = sharing;
    }

    /**
     * @param place the place in the chain of the operator that was given it
     * @param input the operator's input
     * @param batch what the operator has not processed yet
     */
    public void inChain(int place, int input, Batch batch) {
        Batch rest = rest(batch);
        if (!rest.isEmpty()) {
            gathered.add(new InFlight.InChain(place, input, rest));
        }
    }

    void onChannel(int edge, int from, int to, boolean arrived, Batch batch) {
        Batch rest = rest(batch);
        if (!rest.isEmpty()) {
            gathered.add(new InFlight.OnChannel(edge, from, to, arrived, rest));
        }
    }

    /**
     * Idleness and the end of the input are told again after a restore, and a wrong belief in them could fire early.
     */
    private Batch rest(Batch batch) {
        Batch rest = batch.rest(sharing::own);
        rest.control(batch.control() instanceof Control.Watermark watermark ? watermark : null);
        return rest;
    }

    /** @return whether there is nothing */
    public boolean isEmpty() {
        return gathered.isEmpty();
    }

    /** @return everything so far */
    public List<InFlight> inFlight() {
        return List.copyOf(gathered);
    }
}

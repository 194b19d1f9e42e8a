package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All tables of a store that may have to leave the heap. They leave it only when nobody is about to write into one: in
 * a fold none but the tables of the state that is folded may be in somebody's hands, and of these only one.
 */
final class Shelves {
    /** So often the hand goes round at most: until it finds something, however often that was used. */
    private static final int ROUNDS = 6;

    private final Overflow overflow;
    private final Tracking tracking;
    private final ValueCodec codec;
    private final KeyCursor key;
    private final Spiller spiller;
    private final List<Shelf<?>> all = new ArrayList<>();
    private int atShelf;
    private int atPlace;
    private int folds;
    private @Nullable Shelf<?> folding;

    /**
     * @param codec for all that goes to files and comes back, by which nothing else is read: what was written in an
     *     earlier run may have to be converted
     */
    Shelves(Overflow overflow, Tracking tracking, KeyKind kind, int maxParallelism, ValueCodec codec) {
        this.overflow = overflow;
        this.tracking = tracking;
        this.codec = codec;
        key = new KeyCursor(kind, maxParallelism);
        spiller = new Spiller(overflow, codec, key);
    }

    Tracking tracking() {
        return tracking;
    }

    ValueCodec codec() {
        return codec;
    }

    /** To point at keys with, not for longer than a call. */
    KeyCursor key() {
        return key;
    }

    ObjectSizes newSizes() {
        return new ObjectSizes(codec);
    }

    void add(Shelf<?> shelf) {
        shelf.index = all.size();
        all.add(shelf);
    }

    void remove(Shelf<?> shelf) {
        Shelf<?> last = all.remove(all.size() - 1);
        if (last != shelf) {
            all.set(shelf.index, last);
            last.index = shelf.index;
        }
    }

    void used(long bytes) {
        overflow.used(bytes);
    }

    /** A fold over the tables of a shelf begins. */
    void enter(Shelf<?> shelf) {
        if (folds++ == 0) {
            folding = shelf;
        }
    }

    /** It has ended. */
    void leave() {
        if (--folds == 0) {
            folding = null;
            relieve(null, 0);
        }
    }

    /**
     * Moves tables out of the heap if there are too many.
     *
     * @param by who asks for it, and is about to use the table in one place; null: nobody is about to use any
     */
    void relieve(@Nullable Shelf<?> by, int place) {
        long excess = overflow.excess();
        if (excess > 0 && (folds == 0 || (folds == 1 && by == folding))) {
            spill(excess, by, place);
        }
    }

    private void spill(long excess, @Nullable Shelf<?> by, int place) {
        long free = 0;
        for (int rounds = 0; free < excess && rounds < ROUNDS; ) {
            if (atShelf >= all.size()) {
                atShelf = 0;
                atPlace = 0;
                rounds++;
                if (all.isEmpty()) {
                    break;
                }
            }
            Shelf<?> shelf = all.get(atShelf);
            if (shelf != by || atPlace != place) {
                free += shelf.pass(atPlace, spiller);
            }
            if (++atPlace >= shelf.places()) {
                atPlace = 0;
                atShelf++;
            }
        }
        spiller.finish();
    }

    /** Estimates anew what the tables take, and moves some out of the heap if that is too much. */
    void recount() {
        all.forEach(Shelf::recount);
        relieve(null, 0);
    }

    void close() {
        while (!all.isEmpty()) {
            all.get(all.size() - 1).discard();
        }
        spiller.finish(); // if it failed while it was writing
        overflow.close();
    }
}

package dev.sluice.api.window;

/** What becomes of a window after its trigger was asked. */
public enum TriggerResult {
    /** Nothing. */
    CONTINUE(false, false),
    /** Its results are emitted; what it holds stays. */
    FIRE(true, false),
    /** What it holds is forgotten; the window itself and the trigger's state stay. */
    PURGE(false, true),
    /** Its results are emitted, then what it holds is forgotten. */
    FIRE_AND_PURGE(true, true);

    private final boolean fires;
    private final boolean purges;

    TriggerResult(boolean fires, boolean purges) {
        this.fires = fires;
        this.purges = purges;
    }

    /** @return whether results are emitted */
    public boolean fires() {
        return fires;
    }

    /** @return whether what the window holds is forgotten */
    public boolean purges() {
        return purges;
    }

    /**
     * @param other another trigger's
     * @return what does both
     */
    public TriggerResult and(TriggerResult other) {
        return of(fires || other.fires, purges || other.purges);
    }

    /** @return the same, and what is emitted is forgotten */
    public TriggerResult purging() {
        return of(fires, purges || fires);
    }

    private static TriggerResult of(boolean fires, boolean purges) {
        if (fires) {
            return purges ? FIRE_AND_PURGE : FIRE;
        }
        return purges ? PURGE : CONTINUE;
    }
}

package dev.sluice.api.join;

/** Which records a join emits that have nobody on the other side. */
public enum JoinType {
    /** None. */
    INNER(false, false),
    /** Those of the left. */
    LEFT(true, false),
    /** Those of the right. */
    RIGHT(false, true),
    /** Those of both. */
    FULL(true, true);

    private final boolean keepsLeft;
    private final boolean keepsRight;

    JoinType(boolean keepsLeft, boolean keepsRight) {
        this.keepsLeft = keepsLeft;
        this.keepsRight = keepsRight;
    }

    /** @return whether a left record without a right one is emitted */
    public boolean keepsLeft() {
        return keepsLeft;
    }

    /** @return whether a right record without a left one is emitted */
    public boolean keepsRight() {
        return keepsRight;
    }
}

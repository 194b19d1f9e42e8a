package dev.sluice.testkit;

/** Carries what a flow looked like when a test failed to where the failure is printed. */
final class StateAtFailure extends Exception {
    private static final long serialVersionUID = 1;

    StateAtFailure(String description) {
        super(description, null, false, false);
    }
}

package dev.sluice.examples.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Knows what a finished run of one job must have written. */
public interface Oracle {

    /**
     * @param output the folder that the job wrote to
     * @return the first difference from what must be there, for people; empty if there is none
     * @throws IOException if the output cannot be read
     */
    Optional<String> firstDifference(Path output) throws IOException;
}

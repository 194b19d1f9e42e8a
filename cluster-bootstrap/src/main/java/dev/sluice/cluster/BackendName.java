package dev.sluice.cluster;

import dev.sluice.runtime.job.StateBackendKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A state backend on the command line, as it is written in settings. */
public final class BackendName implements ITypeConverter<StateBackendKind> {
    /** For picocli. */
    public BackendName() {}

    @Override
    public StateBackendKind convert(String text) {
        try {
            return StateBackendKind.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}

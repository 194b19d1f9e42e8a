package dev.sluice.cluster;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A subcommand of {@code sluice} that another module brings. It is found through the service loader
 * ({@code META-INF/services/dev.sluice.cluster.CliCommand}), has a public constructor without arguments and a picocli
 * {@code @Command} annotation with its name and description.
 *
 * <p>{@link #call} returns the process's exit code ({@link ExitCodes}). What it throws is reported as {@code run}
 * reports it: one line on standard error and the exit code that fits.
 */
public interface CliCommand extends Callable<Integer> {

    /**
     * Called once before {@link #call}.
     *
     * @param context what there is to work with
     */
    default void bind(CliContext context) {}

    /**
     * @return subcommands that are made at run time, beside those that the annotation names; asked for after
     *     {@link #bind}
     */
    default List<CommandSpec> subcommands() {
        return List.of();
    }
}

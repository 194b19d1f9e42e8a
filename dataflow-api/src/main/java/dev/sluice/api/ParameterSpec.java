package dev.sluice.api;

import org.jspecify.annotations.Nullable;

/**
 * An option that a job takes.
 *
 * @param name as in {@code --name}
 * @param description one line for people
 * @param required whether the job cannot run without
 * @param defaultValue what is used if it is not given, or null
 * @param isPath whether it is a file or folder, so that a launcher resolves it against the user's current folder
 */
public record ParameterSpec(
        String name,
        String description,
        boolean required,
        @Nullable String defaultValue,
        boolean isPath) {

    /**
     * @param name the option's name
     * @param description one line for people
     * @return a required option
     */
    public static ParameterSpec required(String name, String description) {
        return new ParameterSpec(name, description, true, null, false);
    }

    /**
     * @param name the option's name
     * @param description one line for people
     * @param defaultValue what is used if it is not given
     * @return an option with a default
     */
    public static ParameterSpec optional(String name, String description, @Nullable String defaultValue) {
        return new ParameterSpec(name, description, false, defaultValue, false);
    }

    /** @return the same option, as a file or folder */
    public ParameterSpec asPath() {
        return new ParameterSpec(name, description, required, defaultValue, true);
    }
}

package dev.sluice.api;

import java.util.List;

/** A job under another name. */
record NamedJob(String name, JobDefinition definition) implements JobDefinition {

    NamedJob {
        JobNames.check(name);
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        flow.declarePackageOf(definition.getClass());
        definition.define(flow, params);
    }

    @Override
    public String description() {
        return definition.description();
    }

    @Override
    public List<ParameterSpec> parameters() {
        return definition.parameters();
    }
}

package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the results of one operator of a chain leave the subtask: its outputs, and its controls on all their edges. */
final class OutputExit {
    private final List<OutputEdge> edges = new ArrayList<>();
    private final List<OutputRoute> routes = new ArrayList<>();
    private int controlling;
    private @Nullable Control unfinished;

    void add(OutputEdge edge) {
        edges.add(edge);
        String tag = edge.edge().tag() == null ? null : edge.edge().tag().id();
        OutputRoute route = routeOf(tag);
        if (route == null) {
            route = new OutputRoute(tag);
            routes.add(route);
        }
        route.add(edge);
    }

    boolean carries(@Nullable String tag) {
        return routeOf(tag) != null;
    }

    boolean spread(@Nullable String tag, Batch batch, boolean shared) throws Exception {
        OutputRoute route = routeOf(tag);
        return route == null || route.spread(batch, shared);
    }

    private @Nullable OutputRoute routeOf(@Nullable String tag) {
        for (OutputRoute route : routes) {
            if (route.carries(tag)) {
                return route;
            }
        }
        return null;
    }

    boolean control(Control control) {
        for (; controlling < edges.size(); controlling++) {
            if (!edges.get(controlling).control(control)) {
                unfinished = control;
                return false;
            }
        }
        controlling = 0;
        unfinished = null;
        return true;
    }

    /** A barrier that is on its way to some of the edges goes another way now. */
    void forgetBarrier() {
        if (unfinished instanceof Control.Barrier) {
            controlling = 0;
            unfinished = null;
            edges.forEach(OutputEdge::forgetControl);
        }
    }
}

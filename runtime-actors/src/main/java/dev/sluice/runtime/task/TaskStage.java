package dev.sluice.runtime.task;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import dev.sluice.runtime.data.Batch;

/**
 * The centre of a subtask's Akka Streams graph. Frames and credits reach it through its stage actor; a reactive source
 * or sink is attached to its ports.
 */
final class TaskStage extends GraphStage<FlowShape<Batch, Batch>> {
    final Inlet<Batch> in = Inlet.create("records");
    final Outlet<Batch> out = Outlet.create("results");
    private final FlowShape<Batch, Batch> shape = FlowShape.of(in, out);
    private final Task task;
    private final TaskListener listener;

    TaskStage(Task task, TaskListener listener) {
        this.task = task;
        this.listener = listener;
    }

    @Override
    public FlowShape<Batch, Batch> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes inheritedAttributes) {
        return new TaskLogic(this, task, listener);
    }
}

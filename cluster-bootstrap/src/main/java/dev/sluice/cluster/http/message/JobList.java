package dev.sluice.cluster.http.message;

import java.util.List;

/** @param jobs all jobs by name, the newest run of each, without their subtasks */
public record JobList(List<JobDocument> jobs) {}

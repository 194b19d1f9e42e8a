package dev.sluice.cluster.http;

import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;

/**
 * One thing that can be asked for.
 *
 * @param method how
 * @param path where, below {@code /api/v1}; at most one of its segments is {@link #JOB}
 * @param handler what answers
 */
record Endpoint(HttpMethod method, String path, Handler handler) {
    /** Stands for a job's name in a path. */
    static final String JOB = "{job}";

    /** Answers a request. */
    @FunctionalInterface
    interface Handler {
        /**
         * @param job the job that the path names, empty if it names none
         * @param body what the request holds, empty if nothing
         * @return the answer; a failure becomes problem details
         * @throws Exception the same
         */
        CompletionStage<HttpResponse> handle(String job, String body) throws Exception;
    }
}

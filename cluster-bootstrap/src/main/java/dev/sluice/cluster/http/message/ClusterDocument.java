package dev.sluice.cluster.http.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as one of its nodes sees it.
 *
 * @param cluster its name
 * @param self the address of the node that answers
 * @param leader the address of the member that admits and removes others; absent while there is none
 * @param members by age, the oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterDocument(
        String cluster, String self, @Nullable String leader, List<Member> members) {

    /**
     * A node.
     *
     * @param node its address, {@code host:port}
     * @param status where in its life as a member, as in {@code Up}
     * @param reachable whether all others reach it
     * @param roles {@code coordinator}, {@code worker} or both
     */
    public record Member(String node, String status, boolean reachable, List<String> roles) {}
}

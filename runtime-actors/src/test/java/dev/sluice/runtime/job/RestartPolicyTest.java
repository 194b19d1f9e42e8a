package dev.sluice.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private final RestartPolicy policy = new RestartPolicy(100, Duration.ofMillis(100), Duration.ofSeconds(30));

    @Test
    void when_a_failure_is_the_first_then_the_restart_is_at_once() {
        assertThat(policy.delay(0)).isZero();
        assertThat(RestartPolicy.exponentialBackoff().delay(0)).isZero();
    }

    @Test
    void when_failures_repeat_then_the_delay_doubles_up_to_the_longest() {
        assertThat(policy.delay(1)).hasMillis(100);
        assertThat(policy.delay(2)).hasMillis(200);
        assertThat(policy.delay(5)).hasMillis(1600);
        assertThat(policy.delay(10)).hasSeconds(30);
        assertThat(policy.delay(99)).hasSeconds(30);
    }
}

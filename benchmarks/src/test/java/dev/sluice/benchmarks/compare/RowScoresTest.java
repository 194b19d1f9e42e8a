package dev.sluice.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.benchmarks.measure.Result;
import dev.sluice.benchmarks.nexmark.NexmarkQuery;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class RowScoresTest {
    private final RowScores scores = new RowScores(new Row("keyed-sum-1k", KeyedWorkload.KEYED_SUM, 1_000, 1_000_000));

    @Test
    void when_an_engine_computes_something_else_then_it_is_named_with_the_workload_and_both_values() {
        scores.add(Engine.SLUICE, "launcher's", List.of(result(1, 7, 42)));
        assertThatThrownBy(() -> scores.add(Engine.FLINK, "G1", List.of(result(1, 7, 43))))
                .isInstanceOf(ComparisonException.class)
                .hasMessage("flink computed something else than sluice in keyed-sum-1k: 7 outputs with checksum 43,"
                        + " not 7 with 42");
        assertThatThrownBy(() -> scores.add(Engine.JET, "G1", List.of(result(1, 8, 42))))
                .hasMessageContaining("jet computed something else than sluice in keyed-sum-1k: 8 outputs");
    }

    @Test
    void when_the_number_of_outputs_depends_on_the_clock_then_only_checksums_are_compared() {
        RowScores q12 = new RowScores(new Row("q12", NexmarkQuery.Q12, 1, 1_000_000));
        q12.add(Engine.SLUICE, "launcher's", List.of(result(1, 7, 42), result(1, 8, 42)));
        assertThatThrownBy(() -> q12.add(Engine.FLINK, "G1", List.of(result(1, 7, 41))))
                .isInstanceOf(ComparisonException.class);
    }

    @Test
    void shouldTakeTheMedianUnderTheBestCollector() {
        scores.add(Engine.FLINK, "Parallel", List.of(result(2, 1, 1), result(9, 1, 1), result(4, 1, 1)));
        scores.add(Engine.FLINK, "G1", List.of(result(5, 1, 1)));
        Score flink = scores.scores().get(0);
        assertThat(flink.collector()).isEqualTo("Parallel");
        assertThat(flink.eventsPerSecond()).isCloseTo(250_000, within(1.0));
        assertThat(flink.cpuSecondsPerMillion()).isCloseTo(8, within(0.001));
    }

    @Test
    void shouldReadTheLinesThatResultsPrint() {
        Result result = result(1.5, 7, -42);
        assertThat(Result.parse(result.line("plain-keyed-sum", 3))).isEqualTo(result);
        assertThat(Result.parse("something else")).isNull();
    }

    @Test
    void shouldPrintTheRatiosOfSluiceToTheOthers() {
        scores.add(Engine.SLUICE, "launcher's", List.of(result(1, 1, 1)));
        scores.add(Engine.FLINK, "G1", List.of(result(4, 1, 1)));
        StringWriter out = new StringWriter();
        Table.print(List.of(scores), new PrintWriter(out));
        assertThat(out.toString().lines().toList().get(1)).matches("keyed-sum-1k +sluice +launcher's +1.000 +2.000 *");
        assertThat(out.toString().lines().toList().get(2))
                .matches("keyed-sum-1k +flink +G1 +0.250 +8.000 +4.00 x +0.25 x");
    }

    @Test
    void shouldDrawABarForEachEngineInItsScale() throws Exception {
        scores.add(Engine.SLUICE, "launcher's", List.of(result(1, 1, 1)));
        scores.add(Engine.FLINK, "G1", List.of(result(4, 1, 1)));
        String svg = BarChart.of(List.of(scores), "2 cores, <a & b>");
        Document drawn =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        var bars = drawn.getElementsByTagName("rect");
        assertThat(IntStream.range(0, bars.getLength())
                        .mapToObj(i -> bars.item(i)
                                .getAttributes()
                                .getNamedItem("width")
                                .getNodeValue()))
                .containsExactly("100%", "12", "12", "560", "140");
        assertThat(svg).contains("keyed-sum-1k", ">1.0<", ">0.25<", "Flink");
    }

    private static Result result(double seconds, long outputs, long checksum) {
        return new Result(1_000_000, seconds, 2 * seconds, outputs, checksum);
    }
}

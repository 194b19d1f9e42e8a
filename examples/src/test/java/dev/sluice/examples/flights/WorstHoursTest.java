package dev.sluice.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorstHoursTest {
    @TempDir
    private Path folder;

    @Test
    void when_hours_are_ranked_then_mean_delay_counts_and_hours_with_few_flights_do_not() throws Exception {
        write("a.csv", "2001-01-01T00:00:00Z,ATL,12,7.25,61", "2001-01-01T01:00:00Z,ATL,9,700.00,900");
        write("b.csv", "2001-01-02T00:00:00Z,ORD,30,90.50,300", "2001-01-03T00:00:00Z,BOS,10,-1.50,0");
        Files.writeString(folder.resolve("notes.txt"), "not the job's");
        assertThat(WorstHours.of(folder, 10, 2))
                .extracting(HourlyDelay::origin, HourlyDelay::averageDelay)
                .containsExactly(tuple("ORD", 90.5), tuple("ATL", 7.25));
    }

    @Test
    void when_hours_are_equally_bad_then_more_flights_rank_first_and_then_the_earlier_hour() throws Exception {
        write(
                "a.csv",
                "2001-01-02T00:00:00Z,B,10,5.00,9",
                "2001-01-01T00:00:00Z,C,10,5.00,9",
                "2001-01-03T00:00:00Z,A,11,5.00,9");
        assertThat(WorstHours.of(folder, 1, 3)).extracting(HourlyDelay::origin).containsExactly("A", "C", "B");
    }

    @Test
    void when_a_table_is_made_then_airport_and_city_are_joined() throws Exception {
        write("a.csv", "2001-01-06T23:00:00Z,BTR,12,67.25,161", "2001-01-07T00:00:00Z,XYZ,12,-7.00,9");
        Map<String, Airport> airports = Airport.all();
        assertThat(airports).hasSize(3_376);
        assertThat(DelayTable.of(WorstHours.of(folder, 1, 15), airports).lines())
                .containsExactly(
                        "HOUR (UTC)             AIRPORT                           CITY                    FLIGHTS       MEAN    WORST",
                        "Sat 6 Jan 23:00   BTR  Baton Rouge Metropolitan, Ryan    Baton Rouge, LA              12     1h 07m   2h 41m",
                        "Sun 7 Jan 00:00   XYZ                                                                 12        -7m       9m");
    }

    @Test
    void when_bundled_data_is_unpacked_then_it_is_there_once_and_whole() throws Exception {
        Path file = BundledData.unpack(BundledData.AIRPORTS, folder.resolve("deep/down"));
        assertThat(file).hasSize(210_365);
        var time = Files.getLastModifiedTime(file);
        assertThat(BundledData.unpack(BundledData.AIRPORTS, folder.resolve("deep/down")))
                .isEqualTo(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
        assertThat(folder.resolve("deep/down")).isDirectoryNotContaining("glob:**.partial");
    }

    private void write(String name, String... rows) throws Exception {
        Files.writeString(folder.resolve(name), PlainComputation.HEADER + "\n" + String.join("\n", rows) + "\n");
    }
}

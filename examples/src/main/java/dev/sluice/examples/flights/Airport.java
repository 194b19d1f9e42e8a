package dev.sluice.examples.flights;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;

/**
 * What an airport is called.
 *
 * @param name of the airport
 * @param city it belongs to, with the state
 */
record Airport(String name, String city) {
    static final Airport UNKNOWN = new Airport("", "");

    /** The bundled ones by IATA code. */
    static Map<String, Airport> all() throws IOException {
        Map<String, Airport> airports = new HashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(BundledData.open(BundledData.AIRPORTS), UTF_8))) {
            for (NamedCsvRecord row : rows) {
                airports.put(
                        row.getField("iata"),
                        new Airport(row.getField("name"), row.getField("city") + ", " + row.getField("state")));
            }
        }
        return airports;
    }
}

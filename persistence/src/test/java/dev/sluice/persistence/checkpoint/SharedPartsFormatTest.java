package dev.sluice.persistence.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was written before snapshots had parts. */
class SharedPartsFormatTest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @Test
    void when_a_handle_has_neither_part_nor_shared_then_it_is_a_snapshot_of_one_piece() throws Exception {
        String old = "{\"address\":{\"run\":\"r\",\"checkpoint\":7,\"epoch\":2,\"vertex\":\"v\",\"subtask\":1},"
                + "\"bytes\":12,\"chunks\":3,\"location\":\"r/file\"}";
        SnapshotHandle handle = new SnapshotHandle(new SnapshotAddress("r", 7, 2, "v", 1), 12, 3, "r/file");
        assertThat(JSON.readValue(old, SnapshotHandle.class)).isEqualTo(handle);
        SnapshotHandle sharing = new SnapshotHandle(handle.address(), 1, 2, "x", List.of(handle));
        assertThat(JSON.readValue(JSON.writeValueAsBytes(sharing), SnapshotHandle.class))
                .isEqualTo(sharing);
    }

    @Test
    void when_it_is_no_part_then_name_and_address_are_as_they_were() {
        SnapshotAddress address = new SnapshotAddress("r", 7, 2, "v", 1);
        assertThat(FileName.of(address)).isEqualTo("c7-e2-v-1.snapshot");
        assertThat(FileName.of(address.part(12))).isEqualTo("c7-e2-v-1.p12.snapshot");
        assertThat(HexFormat.of().formatHex(SnapshotFile.encode(address)))
                .isEqualTo("0000000172" + "0000000000000007" + "0000000000000002" + "0000000176" + "00000001");
    }
}

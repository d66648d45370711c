import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Writes record batches as the Java client does, for test/io/kafka/records. README.md says how to run it. */
public class Vectors {
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    for (CompressionType codec : CompressionType.values()) {
      Files.write(directory.resolve(codec.name + ".bin"), bytes(mixed(codec)));
      Files.write(directory.resolve(codec.name + "-large.bin"), bytes(large(codec)));
    }
    Files.write(directory.resolve("transactions.bin"), transactions());
    Files.write(directory.resolve("old.bin"), bytes(MemoryRecords.withRecords(RecordBatch.MAGIC_VALUE_V1, Compression.NONE, new SimpleRecord(1L, text("k"), text("v")))));
  }

  /** 40 records from offset 100 in one batch: keys, headers, tombstones, empty values. */
  static MemoryRecords mixed(CompressionType codec) {
    MemoryRecordsBuilder builder = MemoryRecords.builder(ByteBuffer.allocate(1 << 16), Compression.of(codec).build(), TimestampType.CREATE_TIME, 100L);
    for (int i = 0; i < 40; i++) {
      byte[] value = i % 10 == 3 ? null : text(i % 10 == 7 ? "" : "{\"n\":" + i + ",\"text\":\"caf\u00e9 " + (i * 7919 % 1000) + "\"}");
      Header[] headers = i % 4 == 0 ? new Header[] {new RecordHeader("source", text("test")), new RecordHeader("none", null)} : new Header[0];
      builder.append(1_764_000_000_000L + (long) i * i * 1000, i % 3 == 0 ? null : text("key " + i), value, headers);
    }
    return builder.build();
  }

  /** 2,000 records from offset 5,000 in one batch: several blocks in every codec. */
  static MemoryRecords large(CompressionType codec) {
    int records = codec == CompressionType.NONE ? 20 : 2000;
    MemoryRecordsBuilder builder = MemoryRecords.builder(ByteBuffer.allocate(1 << 20), Compression.of(codec).build(), TimestampType.CREATE_TIME, 5000L);
    for (int i = 0; i < records; i++) builder.append(1_764_000_000_000L, null, text("{\"n\":" + i + ",\"pad\":\"" + "x".repeat(100 + i % 50) + "\"}"));
    return builder.build();
  }

  /** Producer 7 aborts 0 to 2, producer 8 commits 3 to 5, producer 7 commits 8 and 9. Markers at 6, 7, 10. */
  static byte[] transactions() {
    ByteBuffer all = ByteBuffer.allocate(1 << 12);
    all.put(transaction(7, 0L, 0, "a0", "a1", "a2"));
    all.put(transaction(8, 3L, 0, "c3", "c4", "c5"));
    all.put(marker(6L, 7, ControlRecordType.ABORT));
    all.put(marker(7L, 8, ControlRecordType.COMMIT));
    all.put(transaction(7, 8L, 3, "c8", "c9"));
    all.put(marker(10L, 7, ControlRecordType.COMMIT));
    all.flip();
    byte[] bytes = new byte[all.remaining()];
    all.get(bytes);
    return bytes;
  }

  static ByteBuffer transaction(long producer, long offset, int sequence, String... values) {
    SimpleRecord[] records = new SimpleRecord[values.length];
    for (int i = 0; i < values.length; i++) records[i] = new SimpleRecord(1_764_000_000_000L, null, text(values[i]));
    return MemoryRecords.withTransactionalRecords(offset, Compression.NONE, producer, (short) 0, sequence, 0, records).buffer();
  }

  static ByteBuffer marker(long offset, long producer, ControlRecordType type) {
    return MemoryRecords.withEndTransactionMarker(offset, 1_764_000_000_000L, 0, producer, (short) 0, new EndTransactionMarker(type, 0)).buffer();
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(MemoryRecords records) {
    byte[] bytes = new byte[records.sizeInBytes()];
    records.buffer().get(bytes);
    return bytes;
  }
}

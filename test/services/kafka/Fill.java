import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes a topic and fills it fast: TOPIC PARTITIONS RECORDS small|big SIZE CODEC KEYED(0|1) HEADERS(0|1) [BATCH_BYTES [RUN]].
 * RUN (16) records in a row go to one partition: as many as a batch holds, and batches are as large in many partitions as in
 * one; the producer sends what it has for all partitions as soon as one batch is full.
 * Each value is JSON of SIZE bytes with its partition as p and its number in the partition as s. Prints, as JSON, the
 * records, the bytes of their values and an order-free hash: the sum of the CRC-32C of the values.
 */
public class Fill {
  static final char[] ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-".toCharArray();

  public static void main(String[] a) throws Exception {
    String topic = a[0], kind = a[3], codec = a[5];
    int partitions = Integer.parseInt(a[1]), size = Integer.parseInt(a[4]);
    long records = Long.parseLong(a[2]);
    boolean keyed = a[6].equals("1"), headers = a[7].equals("1");
    Properties settings = new Properties();
    settings.put("bootstrap.servers", System.getenv("BOOTSTRAP"));
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
    settings.put("compression.type", codec);
    settings.put("acks", "1");
    settings.put("enable.idempotence", "false");
    settings.put("linger.ms", "20");
    settings.put("buffer.memory", "134217728");
    settings.put("batch.size", a.length > 8 ? a[8] : "16384");
    long run = a.length > 9 ? Long.parseLong(a[9]) : 16;
    long bytes = 0, hash = 0;
    AtomicLong errors = new AtomicLong();
    ByteArraySerializer raw = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, raw, raw)) {
      SplittableRandom random = new SplittableRandom(42);
      long[] sequence = new long[partitions];
      CRC32C crc = new CRC32C();
      for (long i = 0; i < records; i++) {
        int partition = (int) ((i / run) % partitions);
        byte[] value = value(kind, partition, sequence[partition]++, random, size);
        bytes += value.length;
        crc.reset();
        crc.update(value);
        hash += crc.getValue();
        byte[] key = keyed ? ("k" + (i % 100000)).getBytes() : null;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, value);
        if (headers) record.headers().add("src", "test".getBytes());
        producer.send(record, (metadata, error) -> { if (error != null) errors.incrementAndGet(); });
      }
      producer.flush();
    }
    if (errors.get() > 0) throw new IllegalStateException(errors.get() + " records were not written");
    System.out.printf("{\"records\":%d,\"bytes\":%d,\"hash\":\"%d\"}%n", records, bytes, hash);
  }

  static byte[] value(String kind, int partition, long sequence, SplittableRandom random, int size) {
    StringBuilder text = new StringBuilder(size + 16);
    long time = 1764000000000L + sequence;
    if (kind.equals("small")) {
      text.append("{\"p\":").append(partition).append(",\"s\":").append(sequence).append(",\"t\":").append(time);
    } else {
      text.append("{\"strmMeta\":{\"eventContractRef\":\"strmprivacy/example/1.5.0\",\"nonce\":");
      text.append(random.nextInt(1 << 31 - 1)).append(",\"timestamp\":").append(time);
      text.append(",\"keyLink\":\"").append(uuid(random)).append("\",\"billingId\":null,\"consentLevels\":[0,1]}");
      text.append(",\"p\":").append(partition).append(",\"s\":").append(sequence);
      text.append(",\"uniqueIdentifier\":\"").append(uuid(random));
      text.append("\",\"consistentValue\":\"AVt6JMgrVbW3RNWmLZ8VvJX0yh+").append(random.nextInt(1000));
      text.append("\",\"country\":\"NL\",\"url\":\"https://www.example.com/products/").append(random.nextInt(100000));
      text.append("\",\"note\":\"caf\u00e9 \\\"q\\\"\"");
      for (int i = 0; size > 500 && i < 4; i++) {
        text.append(",\"attr").append(i).append("\":{\"name\":\"attribute-").append(random.nextInt(500));
        text.append("\",\"score\":0.").append(random.nextInt(1000000)).append("}");
      }
    }
    text.append(",\"v\":\"");
    int padding = size - text.toString().getBytes(StandardCharsets.UTF_8).length - 2;
    if (padding < 0) throw new IllegalArgumentException("Longer than " + size + ": " + text);
    pad(text, padding, random);
    return text.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
  }

  static void pad(StringBuilder text, int count, SplittableRandom random) {
    long bits = 0;
    int left = 0;
    for (int i = 0; i < count; i++, left--) {
      if (left == 0) {
        bits = random.nextLong();
        left = 10;
      }
      text.append(ALPHABET[(int) (bits & 63)]);
      bits >>>= 6;
    }
  }

  static String uuid(SplittableRandom random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}

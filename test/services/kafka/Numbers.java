import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes transactions until its standard input ends: TOPIC PARTITIONS FIRST. Every second one is aborted, its values have
 * "aborted" in them. Values are JSON: p is FIRST plus the partition, s counts up in each partition, over failures too.
 */
public class Numbers {
  public static void main(String[] a) throws Exception {
    String topic = a[0];
    int partitions = Integer.parseInt(a[1]), first = Integer.parseInt(a[2]);
    long[] sequence = new long[partitions];
    for (int round = 0; System.in.available() == 0; round++) {
      try (KafkaProducer<byte[], byte[]> producer = open(topic)) {
        producer.initTransactions();
        for (int t = 0; System.in.available() == 0; t++) write(producer, topic, first, sequence, t % 2 == 1);
      } catch (KafkaException failed) {
        Thread.sleep(200);
      }
    }
  }

  static KafkaProducer<byte[], byte[]> open(String topic) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", System.getenv("BOOTSTRAP"));
    settings.put("transactional.id", "numbers-of-" + topic);
    settings.put("max.block.ms", "10000");
    settings.put("transaction.timeout.ms", "10000");
    ByteArraySerializer raw = new ByteArraySerializer();
    return new KafkaProducer<>(settings, raw, raw);
  }

  static void write(KafkaProducer<byte[], byte[]> producer, String topic, int first, long[] sequence, boolean abort)
      throws InterruptedException {
    producer.beginTransaction();
    for (int i = 0; i < 20; i++) {
      for (int partition = 0; partition < sequence.length; partition++) {
        String end = abort ? ",\"aborted\":true}" : "}";
        String value = "{\"p\":" + (first + partition) + ",\"s\":" + sequence[partition]++ + end;
        producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes()));
      }
    }
    producer.flush();
    if (abort) producer.abortTransaction();
    else producer.commitTransaction();
    Thread.sleep(20);
  }
}

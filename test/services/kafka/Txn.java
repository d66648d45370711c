import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes a topic of one partition with 20 transactions of 1,000 records, every second one aborted: TOPIC. Each value is
 * JSON with its transaction as t, its number in that as i, and whether it was aborted as abort.
 */
public class Txn {
  public static void main(String[] a) throws Exception {
    String topic = a[0];
    Properties settings = new Properties();
    settings.put("bootstrap.servers", System.getenv("BOOTSTRAP"));
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    settings.put("transactional.id", "transactions-of-" + topic);
    settings.put("linger.ms", "5");
    int committed = 0, aborted = 0;
    ByteArraySerializer raw = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, raw, raw)) {
      producer.initTransactions();
      for (int t = 0; t < 20; t++) {
        boolean abort = t % 2 == 1;
        producer.beginTransaction();
        for (int i = 0; i < 1000; i++) {
          String value = "{\"t\":" + t + ",\"i\":" + i + ",\"abort\":" + (abort ? 1 : 0) + ",\"pad\":\"" + "x".repeat(100) + "\"}";
          producer.send(new ProducerRecord<>(topic, 0, null, value.getBytes()));
        }
        producer.flush();
        if (abort) producer.abortTransaction();
        else producer.commitTransaction();
        if (abort) aborted += 1000;
        else committed += 1000;
      }
    }
    System.out.printf("{\"committed\":%d,\"aborted\":%d}%n", committed, aborted);
  }
}

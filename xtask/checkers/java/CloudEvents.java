import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Reads with the official SDK the Kafka records of events that Rust wrote, and says what it cannot read.
 *
 * <p>{@code CloudEvents FILE}: a JSON object a line, with the record's headers and value, and what the event says.
 */
public final class CloudEvents {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public static void main(String[] arguments) throws Exception {
    int refused = 0;
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      JsonNode expected = MAPPER.readTree(line);
      try {
        compare(expected, read(expected));
      } catch (Exception exception) {
        System.out.println(expected.get("type") + " " + expected.get("mode") + ": " + exception);
        refused++;
      }
    }
    System.exit(refused == 0 ? 0 : 1);
  }

  private static CloudEvent read(JsonNode expected) {
    byte[] value = expected.get("value").textValue().getBytes(StandardCharsets.UTF_8);
    Headers headers = new RecordHeaders();
    expected.get("headers").properties().forEach(
        header -> headers.add(header.getKey(), header.getValue().textValue().getBytes(StandardCharsets.UTF_8)));
    if (expected.get("mode").textValue().equals("cloudevents")) {
      // By the format itself, then as the reader of records finds it.
      CloudEvent event = EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE).deserialize(value);
      CloudEvent found = KafkaMessageFactory.createReader(headers, value).toEvent();
      same("the record", event, found);
    }
    return KafkaMessageFactory.createReader(headers, value).toEvent();
  }

  private static void compare(JsonNode expected, CloudEvent event) throws Exception {
    same("specversion", SpecVersion.V1, event.getSpecVersion());
    same("type", expected.get("type").textValue(), event.getType());
    same("id", expected.get("id").textValue(), event.getId());
    same("source", expected.get("source").textValue(), event.getSource().toString());
    OffsetDateTime time = OffsetDateTime.parse(expected.get("time").textValue());
    same("time", time.toInstant(), event.getTime().toInstant());
    same("datacontenttype", "application/json", event.getDataContentType());
    same("schemaversion", expected.get("schemaversion").textValue(), event.getExtension("schemaversion"));
    same("data", expected.get("data"), MAPPER.readTree(event.getData().toBytes()));
  }

  private static void same(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new IllegalStateException(what + " is " + found + ", expected " + expected);
    }
  }
}

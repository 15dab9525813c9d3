import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * Reads events that Rust wrote, and says what it cannot read.
 *
 * <p>{@code Check json CLASS TYPE FILE...}: with the generated records, which must write the same again. {@code Check
 * avro SCHEMA FILE...}: with Apache Avro, to the last byte.
 */
public final class Check {
  private static int refused = 0;

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("json")) {
      json(arguments);
    } else {
      avro(arguments);
    }
    System.exit(refused == 0 ? 0 : 1);
  }

  /** Pairs of an event's type and a file follow the name of the class. */
  private static void json(String[] arguments) throws Exception {
    Class<?> events = Class.forName(arguments[1]);
    ObjectMapper mapper = (ObjectMapper) events.getMethod("mapper").invoke(null);
    Map<?, ?> classes = (Map<?, ?>) events.getField("CLASSES").get(null);
    for (int index = 2; index < arguments.length; index += 2) {
      Path file = Path.of(arguments[index + 1]);
      try {
        JsonNode before = withoutNulls(mapper.readTree(file.toFile()));
        Object event = mapper.readValue(file.toFile(), (Class<?>) classes.get(arguments[index]));
        JsonNode after = mapper.readTree(mapper.writeValueAsBytes(event));
        if (!before.equals(after)) {
          refuse(file, "was " + before + ", is written as " + after);
        }
      } catch (Exception exception) {
        refuse(file, exception.getMessage());
      }
    }
  }

  /** What is null may as well be absent. */
  private static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(entry -> entry.getValue().isNull());
    }
    node.forEach(Check::withoutNulls);
    return node;
  }

  /** Pairs of a schema and a file. */
  private static void avro(String[] arguments) throws Exception {
    for (int index = 1; index < arguments.length; index += 2) {
      Path file = Path.of(arguments[index + 1]);
      try {
        Schema schema = new Schema.Parser().parse(Path.of(arguments[index]).toFile());
        var decoder = DecoderFactory.get().binaryDecoder(Files.readAllBytes(file), null);
        GenericRecord event = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        if (!decoder.isEnd()) {
          refuse(file, "bytes are left behind " + event);
        }
      } catch (Exception exception) {
        refuse(file, exception.toString());
      }
    }
  }

  private static void refuse(Path file, String reason) {
    System.out.println(file + ": " + reason);
    refused++;
  }
}

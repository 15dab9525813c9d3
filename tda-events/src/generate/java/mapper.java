
  /** A mapper that reads and writes these events. */
  public static com.fasterxml.jackson.databind.ObjectMapper mapper() {
    var module = new com.fasterxml.jackson.databind.module.SimpleModule();
    module.addDeserializer(java.time.Instant.class, new InstantReader());
    module.addSerializer(java.time.Instant.class, new InstantWriter());
    module.addDeserializer(java.time.LocalDate.class, new DateReader());
    module.addSerializer(
        java.time.LocalDate.class, com.fasterxml.jackson.databind.ser.std.ToStringSerializer.instance);
    for (var type : java.util.List.of(Double.class, Double.TYPE)) {
      module.addDeserializer(type, new DoubleReader());
      module.addSerializer(type, new DoubleWriter());
    }
    return com.fasterxml.jackson.databind.json.JsonMapper.builder().addModule(module).build();
  }

  /** Times without an offset are in UTC. */
  private static final class InstantReader
      extends com.fasterxml.jackson.databind.JsonDeserializer<java.time.Instant> {
    @Override
    public java.time.Instant deserialize(
        com.fasterxml.jackson.core.JsonParser parser,
        com.fasterxml.jackson.databind.DeserializationContext context)
        throws java.io.IOException {
      var text = parser.getText().replace(' ', 'T');
      try {
        var time = java.time.format.DateTimeFormatter.ISO_DATE_TIME.parseBest(
            text, java.time.OffsetDateTime::from, java.time.LocalDateTime::from);
        return time instanceof java.time.OffsetDateTime offset
            ? offset.toInstant()
            : ((java.time.LocalDateTime) time).toInstant(java.time.ZoneOffset.UTC);
      } catch (java.time.DateTimeException exception) {
        return (java.time.Instant)
            context.handleWeirdStringValue(java.time.Instant.class, text, "expected an RFC 3339 time");
      }
    }
  }

  /** Milliseconds, or microseconds where there are some. */
  private static final class InstantWriter
      extends com.fasterxml.jackson.databind.JsonSerializer<java.time.Instant> {
    @Override
    public void serialize(
        java.time.Instant value,
        com.fasterxml.jackson.core.JsonGenerator generator,
        com.fasterxml.jackson.databind.SerializerProvider provider)
        throws java.io.IOException {
      int digits = value.getNano() % 1_000_000 == 0 ? 3 : 6;
      generator.writeString(
          new java.time.format.DateTimeFormatterBuilder().appendInstant(digits).toFormatter().format(value));
    }
  }

  private static final class DateReader
      extends com.fasterxml.jackson.databind.JsonDeserializer<java.time.LocalDate> {
    @Override
    public java.time.LocalDate deserialize(
        com.fasterxml.jackson.core.JsonParser parser,
        com.fasterxml.jackson.databind.DeserializationContext context)
        throws java.io.IOException {
      try {
        return java.time.LocalDate.parse(parser.getText());
      } catch (java.time.DateTimeException exception) {
        return (java.time.LocalDate)
            context.handleWeirdStringValue(java.time.LocalDate.class, parser.getText(), "expected a day");
      }
    }
  }

  /** Infinities are texts in JSON. */
  private static final class DoubleReader extends com.fasterxml.jackson.databind.JsonDeserializer<Double> {
    @Override
    public Double deserialize(
        com.fasterxml.jackson.core.JsonParser parser,
        com.fasterxml.jackson.databind.DeserializationContext context)
        throws java.io.IOException {
      if (parser.currentToken().isNumeric()) {
        return parser.getDoubleValue();
      }
      return switch (parser.getText()) {
        case "inf", "+inf", "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
        case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> (Double)
            context.handleWeirdStringValue(Double.class, parser.getText(), "expected a number");
      };
    }
  }

  private static final class DoubleWriter extends com.fasterxml.jackson.databind.JsonSerializer<Double> {
    @Override
    public void serialize(
        Double value,
        com.fasterxml.jackson.core.JsonGenerator generator,
        com.fasterxml.jackson.databind.SerializerProvider provider)
        throws java.io.IOException {
      if (value.isInfinite()) {
        generator.writeString(value > 0 ? "inf" : "-inf");
      } else {
        generator.writeNumber(value);
      }
    }
  }

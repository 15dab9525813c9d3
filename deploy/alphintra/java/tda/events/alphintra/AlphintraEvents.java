// Events of alphintra. Made by `tda generate java` from the catalog: change that instead of this file.
package tda.events.alphintra;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Events of alphintra, to be read and written with {@link #mapper()}. Needs Jackson (jackson-databind) and nothing else.
 * What is optional may be null; fields that a record does not know are skipped.
 */
public final class AlphintraEvents {
  private AlphintraEvents() {}

  /** Any event, whole: its envelope around its payload. */
  public sealed interface AnyEvent {}

  /** The class of each event by its type. */
  public static final java.util.Map<String, Class<? extends AnyEvent>> CLASSES =
      java.util.Map.ofEntries(
          java.util.Map.entry("market.data.tick", MarketDataTickEvent.class),
          java.util.Map.entry("market.data.processed", MarketDataProcessedEvent.class),
          java.util.Map.entry("market.data.candle", MarketDataCandleEvent.class),
          java.util.Map.entry("market.data.alert", MarketDataAlertEvent.class),
          java.util.Map.entry("trading.signal.generated", TradingSignalGeneratedEvent.class),
          java.util.Map.entry("trading.order.placed", TradingOrderPlacedEvent.class),
          java.util.Map.entry("trading.order.updated", TradingOrderUpdatedEvent.class),
          java.util.Map.entry("trading.order.cancelled", TradingOrderCancelledEvent.class),
          java.util.Map.entry("trading.order.rejected", TradingOrderRejectedEvent.class),
          java.util.Map.entry("trading.order.executed", TradingOrderExecutedEvent.class),
          java.util.Map.entry("trading.position.opened", TradingPositionOpenedEvent.class),
          java.util.Map.entry("trading.position.updated", TradingPositionUpdatedEvent.class),
          java.util.Map.entry("trading.position.closed", TradingPositionClosedEvent.class),
          java.util.Map.entry("trading.risk.alert", TradingRiskAlertEvent.class),
          java.util.Map.entry("strategy.created", StrategyCreatedEvent.class),
          java.util.Map.entry("strategy.updated", StrategyUpdatedEvent.class),
          java.util.Map.entry("strategy.deployed", StrategyDeployedEvent.class),
          java.util.Map.entry("strategy.undeployed", StrategyUndeployedEvent.class),
          java.util.Map.entry("strategy.training.started", StrategyTrainingStartedEvent.class),
          java.util.Map.entry("strategy.training.progress", StrategyTrainingProgressEvent.class),
          java.util.Map.entry("strategy.training.completed", StrategyTrainingCompletedEvent.class),
          java.util.Map.entry("strategy.training.failed", StrategyTrainingFailedEvent.class),
          java.util.Map.entry("backtest.started", BacktestStartedEvent.class),
          java.util.Map.entry("backtest.progress", BacktestProgressEvent.class),
          java.util.Map.entry("backtest.completed", BacktestCompletedEvent.class),
          java.util.Map.entry("backtest.failed", BacktestFailedEvent.class),
          java.util.Map.entry("model.artifact.created", ModelArtifactCreatedEvent.class),
          java.util.Map.entry("community.post.created", CommunityPostCreatedEvent.class),
          java.util.Map.entry("community.post.updated", CommunityPostUpdatedEvent.class),
          java.util.Map.entry("community.post.deleted", CommunityPostDeletedEvent.class),
          java.util.Map.entry("community.post.liked", CommunityPostLikedEvent.class),
          java.util.Map.entry("community.post.commented", CommunityPostCommentedEvent.class),
          java.util.Map.entry("community.post.shared", CommunityPostSharedEvent.class),
          java.util.Map.entry("social.user.followed", SocialUserFollowedEvent.class),
          java.util.Map.entry("social.user.unfollowed", SocialUserUnfollowedEvent.class),
          java.util.Map.entry("social.trade.copied", SocialTradeCopiedEvent.class),
          java.util.Map.entry("leaderboard.updated", LeaderboardUpdatedEvent.class),
          java.util.Map.entry("marketplace.listing.created", MarketplaceListingCreatedEvent.class),
          java.util.Map.entry("marketplace.listing.updated", MarketplaceListingUpdatedEvent.class),
          java.util.Map.entry("marketplace.listing.removed", MarketplaceListingRemovedEvent.class),
          java.util.Map.entry("marketplace.subscription.created", MarketplaceSubscriptionCreatedEvent.class),
          java.util.Map.entry("marketplace.subscription.renewed", MarketplaceSubscriptionRenewedEvent.class),
          java.util.Map.entry("marketplace.subscription.cancelled", MarketplaceSubscriptionCancelledEvent.class),
          java.util.Map.entry("marketplace.transaction.completed", MarketplaceTransactionCompletedEvent.class),
          java.util.Map.entry("marketplace.transaction.failed", MarketplaceTransactionFailedEvent.class),
          java.util.Map.entry("marketplace.transaction.refunded", MarketplaceTransactionRefundedEvent.class),
          java.util.Map.entry("performance.verification.completed", PerformanceVerificationCompletedEvent.class),
          java.util.Map.entry("performance.verification.failed", PerformanceVerificationFailedEvent.class),
          java.util.Map.entry("revenue.share.calculated", RevenueShareCalculatedEvent.class),
          java.util.Map.entry("revenue.share.paid", RevenueSharePaidEvent.class),
          java.util.Map.entry("user.registered", UserRegisteredEvent.class),
          java.util.Map.entry("user.profile.updated", UserProfileUpdatedEvent.class),
          java.util.Map.entry("user.kyc.verified", UserKycVerifiedEvent.class),
          java.util.Map.entry("audit.log.recorded", AuditLogRecordedEvent.class),
          java.util.Map.entry("system.metric.reported", SystemMetricReportedEvent.class),
          java.util.Map.entry("system.security.alert", SystemSecurityAlertEvent.class),
          java.util.Map.entry("notification.requested", NotificationRequestedEvent.class),
          java.util.Map.entry("notification.sent", NotificationSentEvent.class),
          java.util.Map.entry("notification.failed", NotificationFailedEvent.class));

  public enum TradingSignalGeneratedSignal {
    @JsonProperty("BUY")
    BUY,
    @JsonProperty("SELL")
    SELL,
    @JsonProperty("HOLD")
    HOLD
  }

  public enum TradingOrderPlacedSide {
    @JsonProperty("BUY")
    BUY,
    @JsonProperty("SELL")
    SELL
  }

  public enum TradingOrderPlacedType {
    @JsonProperty("MARKET")
    MARKET,
    @JsonProperty("LIMIT")
    LIMIT,
    @JsonProperty("STOP")
    STOP,
    @JsonProperty("STOP_LIMIT")
    STOP_LIMIT
  }

  public enum TradingOrderPlacedTimeInForce {
    @JsonProperty("GTC")
    GTC,
    @JsonProperty("IOC")
    IOC,
    @JsonProperty("FOK")
    FOK,
    @JsonProperty("DAY")
    DAY
  }

  public enum TradingOrderExecutedSide {
    @JsonProperty("BUY")
    BUY,
    @JsonProperty("SELL")
    SELL
  }

  /**
   * A price moved.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketDataTickEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketDataTick payload) implements AnyEvent {}

  /**
   * About the event.
   *
   * @param userId A header of the event.
   * @param sessionId A header of the event.
   * @param traceId A header of the event.
   * @param environment A header of the event.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EnvelopeMetadata(
      @JsonProperty(value = "userId") String userId,
      @JsonProperty(value = "sessionId") String sessionId,
      @JsonProperty(value = "traceId") String traceId,
      @JsonProperty(value = "environment") String environment) {}

  /**
   * A price moved.
   *
   * @param symbol 
   * @param exchange 
   * @param timestamp 
   * @param bid 
   * @param ask 
   * @param last 
   * @param volume 
   * @param high24h 
   * @param low24h 
   * @param change24h 
   * @param changePercent24h 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketDataTick(
      @JsonProperty(value = "symbol", required = true) String symbol,
      @JsonProperty(value = "exchange") String exchange,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp,
      @JsonProperty(value = "bid") Double bid,
      @JsonProperty(value = "ask") Double ask,
      @JsonProperty(value = "last") Double last,
      @JsonProperty(value = "volume") Double volume,
      @JsonProperty(value = "high24h") Double high24h,
      @JsonProperty(value = "low24h") Double low24h,
      @JsonProperty(value = "change24h") Double change24h,
      @JsonProperty(value = "changePercent24h") Double changePercent24h) {}

  /**
   * Ticks were cleaned and enriched.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketDataProcessedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketDataProcessed payload) implements AnyEvent {}

  /**
   * Ticks were cleaned and enriched.
   *
   * @param symbol 
   * @param exchange 
   * @param timestamp 
   * @param bid 
   * @param ask 
   * @param last 
   * @param mid 
   * @param spread 
   * @param volume 
   * @param vwap volume-weighted average price
   * @param indicators 
   * @param quality 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketDataProcessed(
      @JsonProperty(value = "symbol", required = true) String symbol,
      @JsonProperty(value = "exchange") String exchange,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp,
      @JsonProperty(value = "bid") Double bid,
      @JsonProperty(value = "ask") Double ask,
      @JsonProperty(value = "last") Double last,
      @JsonProperty(value = "mid") Double mid,
      @JsonProperty(value = "spread") Double spread,
      @JsonProperty(value = "volume") Double volume,
      @JsonProperty(value = "vwap") Double vwap,
      @JsonProperty(value = "indicators") java.util.Map<String, Object> indicators,
      @JsonProperty(value = "quality") String quality) {}

  /**
   * A candle was closed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketDataCandleEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketDataCandle payload) implements AnyEvent {}

  /**
   * A candle was closed.
   *
   * @param symbol 
   * @param timeframe such as 1m or 1h
   * @param timestamp 
   * @param open 
   * @param high 
   * @param low 
   * @param close 
   * @param volume 
   * @param trades 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketDataCandle(
      @JsonProperty(value = "symbol", required = true) String symbol,
      @JsonProperty(value = "timeframe", required = true) String timeframe,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp,
      @JsonProperty(value = "open") Double open,
      @JsonProperty(value = "high") Double high,
      @JsonProperty(value = "low") Double low,
      @JsonProperty(value = "close") Double close,
      @JsonProperty(value = "volume") Double volume,
      @JsonProperty(value = "trades") Long trades) {}

  /**
   * A condition on a price that a user set came true.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketDataAlertEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketDataAlert payload) implements AnyEvent {}

  /**
   * A condition on a price that a user set came true.
   *
   * @param alertId 
   * @param userId 
   * @param symbol 
   * @param alertType 
   * @param condition 
   * @param threshold 
   * @param price 
   * @param message 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketDataAlert(
      @JsonProperty(value = "alertId", required = true) String alertId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "symbol") String symbol,
      @JsonProperty(value = "alertType") String alertType,
      @JsonProperty(value = "condition") String condition,
      @JsonProperty(value = "threshold") Double threshold,
      @JsonProperty(value = "price") Double price,
      @JsonProperty(value = "message") String message,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * A strategy advises to buy, sell or hold.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingSignalGeneratedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) TradingSignalGenerated payload) implements AnyEvent {}

  /**
   * A strategy advises to buy, sell or hold.
   *
   * @param strategyId 
   * @param userId 
   * @param symbol 
   * @param signal 
   * @param confidence 
   * @param quantity 
   * @param price 
   * @param stopLoss 
   * @param takeProfit 
   * @param reasoning 
   * @param indicators 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingSignalGenerated(
      @JsonProperty(value = "strategyId", required = true) String strategyId,
      @JsonProperty(value = "userId") String userId,
      @JsonProperty(value = "symbol", required = true) String symbol,
      @JsonProperty(value = "signal", required = true) TradingSignalGeneratedSignal signal,
      @JsonProperty(value = "confidence") Double confidence,
      @JsonProperty(value = "quantity") Double quantity,
      @JsonProperty(value = "price") Double price,
      @JsonProperty(value = "stopLoss") Double stopLoss,
      @JsonProperty(value = "takeProfit") Double takeProfit,
      @JsonProperty(value = "reasoning") String reasoning,
      @JsonProperty(value = "indicators") java.util.Map<String, Object> indicators) {}

  /**
   * An order went to a broker.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingOrderPlacedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) TradingOrderPlaced payload) implements AnyEvent {}

  /**
   * An order went to a broker.
   *
   * @param orderId 
   * @param userId 
   * @param strategyId 
   * @param symbol 
   * @param side 
   * @param type 
   * @param quantity 
   * @param price 
   * @param timeInForce 
   * @param brokerId 
   * @param brokerOrderId 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingOrderPlaced(
      @JsonProperty(value = "orderId", required = true) String orderId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "symbol", required = true) String symbol,
      @JsonProperty(value = "side", required = true) TradingOrderPlacedSide side,
      @JsonProperty(value = "type", required = true) TradingOrderPlacedType type,
      @JsonProperty(value = "quantity") Double quantity,
      @JsonProperty(value = "price") Double price,
      @JsonProperty(value = "timeInForce") TradingOrderPlacedTimeInForce timeInForce,
      @JsonProperty(value = "brokerId") String brokerId,
      @JsonProperty(value = "brokerOrderId") String brokerOrderId) {}

  /**
   * An order was changed before it was executed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingOrderUpdatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) TradingOrderUpdated payload) implements AnyEvent {}

  /**
   * An order was changed before it was executed.
   *
   * @param orderId 
   * @param userId 
   * @param symbol 
   * @param status 
   * @param quantity 
   * @param price 
   * @param filledQuantity 
   * @param reason 
   * @param brokerOrderId 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingOrderUpdated(
      @JsonProperty(value = "orderId", required = true) String orderId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "symbol") String symbol,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "quantity") Double quantity,
      @JsonProperty(value = "price") Double price,
      @JsonProperty(value = "filledQuantity") Double filledQuantity,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "brokerOrderId") String brokerOrderId,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * An order was taken back.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingOrderCancelledEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) TradingOrderCancelled payload) implements AnyEvent {}

  /**
   * An order was taken back.
   *
   * @param orderId 
   * @param userId 
   * @param symbol 
   * @param reason 
   * @param filledQuantity 
   * @param brokerOrderId 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingOrderCancelled(
      @JsonProperty(value = "orderId", required = true) String orderId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "symbol") String symbol,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "filledQuantity") Double filledQuantity,
      @JsonProperty(value = "brokerOrderId") String brokerOrderId,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * A broker refused an order.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingOrderRejectedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) TradingOrderRejected payload) implements AnyEvent {}

  /**
   * A broker refused an order.
   *
   * @param orderId 
   * @param userId 
   * @param symbol 
   * @param reason 
   * @param errorCode 
   * @param brokerOrderId 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingOrderRejected(
      @JsonProperty(value = "orderId", required = true) String orderId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "symbol") String symbol,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "errorCode") String errorCode,
      @JsonProperty(value = "brokerOrderId") String brokerOrderId,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * An order, or a part of it, became a trade.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingOrderExecutedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) TradingOrderExecuted payload) implements AnyEvent {}

  /**
   * An order, or a part of it, became a trade.
   *
   * @param executionId 
   * @param orderId 
   * @param userId 
   * @param strategyId 
   * @param symbol 
   * @param side 
   * @param quantity 
   * @param price 
   * @param fee 
   * @param feeCurrency 
   * @param liquidity 
   * @param brokerId 
   * @param brokerOrderId 
   * @param executedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingOrderExecuted(
      @JsonProperty(value = "executionId", required = true) String executionId,
      @JsonProperty(value = "orderId") String orderId,
      @JsonProperty(value = "userId") String userId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "symbol", required = true) String symbol,
      @JsonProperty(value = "side") TradingOrderExecutedSide side,
      @JsonProperty(value = "quantity") Double quantity,
      @JsonProperty(value = "price") Double price,
      @JsonProperty(value = "fee") Double fee,
      @JsonProperty(value = "feeCurrency") String feeCurrency,
      @JsonProperty(value = "liquidity") String liquidity,
      @JsonProperty(value = "brokerId") String brokerId,
      @JsonProperty(value = "brokerOrderId") String brokerOrderId,
      @JsonProperty(value = "executedAt") java.time.Instant executedAt) {}

  /**
   * A position was opened.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingPositionOpenedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) TradingPositionOpened payload) implements AnyEvent {}

  /**
   * A position was opened.
   *
   * @param positionId 
   * @param userId 
   * @param strategyId 
   * @param symbol 
   * @param side 
   * @param quantity 
   * @param entryPrice 
   * @param stopLoss 
   * @param takeProfit 
   * @param openedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingPositionOpened(
      @JsonProperty(value = "positionId", required = true) String positionId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "symbol") String symbol,
      @JsonProperty(value = "side") String side,
      @JsonProperty(value = "quantity") Double quantity,
      @JsonProperty(value = "entryPrice") Double entryPrice,
      @JsonProperty(value = "stopLoss") Double stopLoss,
      @JsonProperty(value = "takeProfit") Double takeProfit,
      @JsonProperty(value = "openedAt") java.time.Instant openedAt) {}

  /**
   * Size or value of a position changed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingPositionUpdatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) TradingPositionUpdated payload) implements AnyEvent {}

  /**
   * Size or value of a position changed.
   *
   * @param positionId 
   * @param userId 
   * @param strategyId 
   * @param symbol 
   * @param side 
   * @param quantity 
   * @param averagePrice 
   * @param markPrice 
   * @param unrealizedPnl 
   * @param realizedPnl 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingPositionUpdated(
      @JsonProperty(value = "positionId", required = true) String positionId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "symbol") String symbol,
      @JsonProperty(value = "side") String side,
      @JsonProperty(value = "quantity") Double quantity,
      @JsonProperty(value = "averagePrice") Double averagePrice,
      @JsonProperty(value = "markPrice") Double markPrice,
      @JsonProperty(value = "unrealizedPnl") Double unrealizedPnl,
      @JsonProperty(value = "realizedPnl") Double realizedPnl,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * A position was closed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingPositionClosedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) TradingPositionClosed payload) implements AnyEvent {}

  /**
   * A position was closed.
   *
   * @param positionId 
   * @param userId 
   * @param strategyId 
   * @param symbol 
   * @param side 
   * @param quantity 
   * @param exitPrice 
   * @param realizedPnl 
   * @param reason 
   * @param closedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingPositionClosed(
      @JsonProperty(value = "positionId", required = true) String positionId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "symbol") String symbol,
      @JsonProperty(value = "side") String side,
      @JsonProperty(value = "quantity") Double quantity,
      @JsonProperty(value = "exitPrice") Double exitPrice,
      @JsonProperty(value = "realizedPnl") Double realizedPnl,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "closedAt") java.time.Instant closedAt) {}

  /**
   * A limit on risk is near or passed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingRiskAlertEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) TradingRiskAlert payload) implements AnyEvent {}

  /**
   * A limit on risk is near or passed.
   *
   * @param riskEventId 
   * @param userId 
   * @param strategyId 
   * @param symbol 
   * @param riskType 
   * @param severity 
   * @param currentValue 
   * @param limitValue 
   * @param action 
   * @param message 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TradingRiskAlert(
      @JsonProperty(value = "riskEventId", required = true) String riskEventId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "symbol") String symbol,
      @JsonProperty(value = "riskType") String riskType,
      @JsonProperty(value = "severity") String severity,
      @JsonProperty(value = "currentValue") Double currentValue,
      @JsonProperty(value = "limitValue") Double limitValue,
      @JsonProperty(value = "action") String action,
      @JsonProperty(value = "message") String message,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * A user made a strategy.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyCreatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) StrategyCreated payload) implements AnyEvent {}

  /**
   * A user made a strategy.
   *
   * @param strategyId 
   * @param userId 
   * @param name 
   * @param description 
   * @param language 
   * @param version 
   * @param symbols 
   * @param timeframe 
   * @param parameters 
   * @param tags 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyCreated(
      @JsonProperty(value = "strategyId", required = true) String strategyId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "description") String description,
      @JsonProperty(value = "language") String language,
      @JsonProperty(value = "version") String version,
      @JsonProperty(value = "symbols") java.util.List<String> symbols,
      @JsonProperty(value = "timeframe") String timeframe,
      @JsonProperty(value = "parameters") java.util.Map<String, Object> parameters,
      @JsonProperty(value = "tags") java.util.List<String> tags,
      @JsonProperty(value = "createdAt") java.time.Instant createdAt) {}

  /**
   * A strategy was changed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyUpdatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) StrategyUpdated payload) implements AnyEvent {}

  /**
   * A strategy was changed.
   *
   * @param strategyId 
   * @param userId 
   * @param name 
   * @param description 
   * @param version 
   * @param previousVersion 
   * @param changes 
   * @param parameters 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyUpdated(
      @JsonProperty(value = "strategyId", required = true) String strategyId,
      @JsonProperty(value = "userId") String userId,
      @JsonProperty(value = "name") String name,
      @JsonProperty(value = "description") String description,
      @JsonProperty(value = "version") String version,
      @JsonProperty(value = "previousVersion") String previousVersion,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "parameters") java.util.Map<String, Object> parameters,
      @JsonProperty(value = "updatedAt") java.time.Instant updatedAt) {}

  /**
   * A strategy trades from now on.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyDeployedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) StrategyDeployed payload) implements AnyEvent {}

  /**
   * A strategy trades from now on.
   *
   * @param deploymentId 
   * @param strategyId 
   * @param userId 
   * @param version 
   * @param environment 
   * @param brokerId 
   * @param capital 
   * @param config 
   * @param computeConfig 
   * @param deployedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyDeployed(
      @JsonProperty(value = "deploymentId") String deploymentId,
      @JsonProperty(value = "strategyId", required = true) String strategyId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "version") String version,
      @JsonProperty(value = "environment") String environment,
      @JsonProperty(value = "brokerId") String brokerId,
      @JsonProperty(value = "capital") Double capital,
      @JsonProperty(value = "config") java.util.Map<String, Object> config,
      @JsonProperty(value = "computeConfig") ComputeConfig computeConfig,
      @JsonProperty(value = "deployedAt") java.time.Instant deployedAt) {}

  /**
   * 
   *
   * @param instanceType 
   * @param machineType 
   * @param estimatedDuration 
   * @param costEstimate 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ComputeConfig(
      @JsonProperty(value = "instanceType") String instanceType,
      @JsonProperty(value = "machineType") String machineType,
      @JsonProperty(value = "estimatedDuration") String estimatedDuration,
      @JsonProperty(value = "costEstimate") Double costEstimate) {}

  /**
   * A strategy trades no more.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyUndeployedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) StrategyUndeployed payload) implements AnyEvent {}

  /**
   * A strategy trades no more.
   *
   * @param deploymentId 
   * @param strategyId 
   * @param userId 
   * @param version 
   * @param environment 
   * @param reason 
   * @param undeployedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyUndeployed(
      @JsonProperty(value = "deploymentId") String deploymentId,
      @JsonProperty(value = "strategyId", required = true) String strategyId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "version") String version,
      @JsonProperty(value = "environment") String environment,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "undeployedAt") java.time.Instant undeployedAt) {}

  /**
   * A model is being trained.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyTrainingStartedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) StrategyTrainingStarted payload) implements AnyEvent {}

  /**
   * A model is being trained.
   *
   * @param trainingJobId 
   * @param strategyId 
   * @param userId 
   * @param datasetId 
   * @param computeConfig 
   * @param hyperparameters 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyTrainingStarted(
      @JsonProperty(value = "trainingJobId", required = true) String trainingJobId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "datasetId") String datasetId,
      @JsonProperty(value = "computeConfig") ComputeConfig computeConfig,
      @JsonProperty(value = "hyperparameters") java.util.Map<String, Object> hyperparameters) {}

  /**
   * Training has come further.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyTrainingProgressEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) StrategyTrainingProgress payload) implements AnyEvent {}

  /**
   * Training has come further.
   *
   * @param trainingJobId 
   * @param strategyId 
   * @param userId 
   * @param progress 
   * @param epoch 
   * @param totalEpochs 
   * @param loss 
   * @param metrics 
   * @param currentStage 
   * @param estimatedCompletion 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyTrainingProgress(
      @JsonProperty(value = "trainingJobId", required = true) String trainingJobId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "progress") Double progress,
      @JsonProperty(value = "epoch") Long epoch,
      @JsonProperty(value = "totalEpochs") Long totalEpochs,
      @JsonProperty(value = "loss") Double loss,
      @JsonProperty(value = "metrics") java.util.Map<String, Object> metrics,
      @JsonProperty(value = "currentStage") String currentStage,
      @JsonProperty(value = "estimatedCompletion") java.time.Instant estimatedCompletion) {}

  /**
   * A model is trained.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyTrainingCompletedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) StrategyTrainingCompleted payload) implements AnyEvent {}

  /**
   * A model is trained.
   *
   * @param trainingJobId 
   * @param strategyId 
   * @param userId 
   * @param modelId 
   * @param metrics 
   * @param artifacts 
   * @param executionTime 
   * @param cost 
   * @param completedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyTrainingCompleted(
      @JsonProperty(value = "trainingJobId", required = true) String trainingJobId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "modelId") String modelId,
      @JsonProperty(value = "metrics") java.util.Map<String, Object> metrics,
      @JsonProperty(value = "artifacts") java.util.List<String> artifacts,
      @JsonProperty(value = "executionTime") String executionTime,
      @JsonProperty(value = "cost") Double cost,
      @JsonProperty(value = "completedAt") java.time.Instant completedAt) {}

  /**
   * Training ended without a model.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyTrainingFailedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) StrategyTrainingFailed payload) implements AnyEvent {}

  /**
   * Training ended without a model.
   *
   * @param trainingJobId 
   * @param strategyId 
   * @param userId 
   * @param errorCode 
   * @param errorMessage 
   * @param stage 
   * @param retryable 
   * @param failedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StrategyTrainingFailed(
      @JsonProperty(value = "trainingJobId", required = true) String trainingJobId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "errorCode") String errorCode,
      @JsonProperty(value = "errorMessage") String errorMessage,
      @JsonProperty(value = "stage") String stage,
      @JsonProperty(value = "retryable") Boolean retryable,
      @JsonProperty(value = "failedAt") java.time.Instant failedAt) {}

  /**
   * A strategy is run over the past.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BacktestStartedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) BacktestStarted payload) implements AnyEvent {}

  /**
   * A strategy is run over the past.
   *
   * @param backtestId 
   * @param strategyId 
   * @param userId 
   * @param datasetId 
   * @param dataRange 
   * @param initialCapital 
   * @param parameters 
   * @param startedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BacktestStarted(
      @JsonProperty(value = "backtestId", required = true) String backtestId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "datasetId") String datasetId,
      @JsonProperty(value = "dataRange") DataRange dataRange,
      @JsonProperty(value = "initialCapital") Double initialCapital,
      @JsonProperty(value = "parameters") java.util.Map<String, Object> parameters,
      @JsonProperty(value = "startedAt") java.time.Instant startedAt) {}

  /**
   * 
   *
   * @param start 
   * @param end 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DataRange(
      @JsonProperty(value = "start") Object start,
      @JsonProperty(value = "end") Object end) {}

  /**
   * A backtest has come further.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BacktestProgressEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) BacktestProgress payload) implements AnyEvent {}

  /**
   * A backtest has come further.
   *
   * @param backtestId 
   * @param strategyId 
   * @param userId 
   * @param progress 
   * @param currentDate 
   * @param tradesSoFar 
   * @param performance How a strategy did.
   * @param estimatedCompletion 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BacktestProgress(
      @JsonProperty(value = "backtestId", required = true) String backtestId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "progress") Double progress,
      @JsonProperty(value = "currentDate") Object currentDate,
      @JsonProperty(value = "tradesSoFar") Long tradesSoFar,
      @JsonProperty(value = "performance") Performance performance,
      @JsonProperty(value = "estimatedCompletion") java.time.Instant estimatedCompletion) {}

  /**
   * How a strategy did.
   *
   * @param totalReturn share of the capital
   * @param sharpeRatio 
   * @param maxDrawdown share of the capital
   * @param winRate share of the trades
   * @param totalTrades 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Performance(
      @JsonProperty(value = "totalReturn") Double totalReturn,
      @JsonProperty(value = "sharpeRatio") Double sharpeRatio,
      @JsonProperty(value = "maxDrawdown") Double maxDrawdown,
      @JsonProperty(value = "winRate") Double winRate,
      @JsonProperty(value = "totalTrades") Long totalTrades) {}

  /**
   * A backtest is done.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BacktestCompletedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) BacktestCompleted payload) implements AnyEvent {}

  /**
   * A backtest is done.
   *
   * @param backtestId 
   * @param strategyId 
   * @param userId 
   * @param performance How a strategy did.
   * @param executionTime 
   * @param dataRange 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BacktestCompleted(
      @JsonProperty(value = "backtestId", required = true) String backtestId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "performance") Performance performance,
      @JsonProperty(value = "executionTime") String executionTime,
      @JsonProperty(value = "dataRange") DataRange dataRange) {}

  /**
   * A backtest ended without a result.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BacktestFailedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) BacktestFailed payload) implements AnyEvent {}

  /**
   * A backtest ended without a result.
   *
   * @param backtestId 
   * @param strategyId 
   * @param userId 
   * @param errorCode 
   * @param errorMessage 
   * @param stage 
   * @param failedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BacktestFailed(
      @JsonProperty(value = "backtestId", required = true) String backtestId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "errorCode") String errorCode,
      @JsonProperty(value = "errorMessage") String errorMessage,
      @JsonProperty(value = "stage") String stage,
      @JsonProperty(value = "failedAt") java.time.Instant failedAt) {}

  /**
   * A trained model can be fetched.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ModelArtifactCreatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) ModelArtifactCreated payload) implements AnyEvent {}

  /**
   * A trained model can be fetched.
   *
   * @param modelId 
   * @param artifactId 
   * @param trainingJobId 
   * @param strategyId 
   * @param userId 
   * @param version 
   * @param format 
   * @param framework 
   * @param storageLocation 
   * @param checksum 
   * @param sizeBytes 
   * @param metrics 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ModelArtifactCreated(
      @JsonProperty(value = "modelId", required = true) String modelId,
      @JsonProperty(value = "artifactId") String artifactId,
      @JsonProperty(value = "trainingJobId") String trainingJobId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "userId") String userId,
      @JsonProperty(value = "version") String version,
      @JsonProperty(value = "format") String format,
      @JsonProperty(value = "framework") String framework,
      @JsonProperty(value = "storageLocation") String storageLocation,
      @JsonProperty(value = "checksum") String checksum,
      @JsonProperty(value = "sizeBytes") Long sizeBytes,
      @JsonProperty(value = "metrics") java.util.Map<String, Object> metrics,
      @JsonProperty(value = "createdAt") java.time.Instant createdAt) {}

  /**
   * Somebody wrote in a forum.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostCreatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) CommunityPostCreated payload) implements AnyEvent {}

  /**
   * Somebody wrote in a forum.
   *
   * @param postId 
   * @param forumId 
   * @param authorId 
   * @param title 
   * @param content 
   * @param tags 
   * @param attachments 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostCreated(
      @JsonProperty(value = "postId", required = true) String postId,
      @JsonProperty(value = "forumId", required = true) String forumId,
      @JsonProperty(value = "authorId") String authorId,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "content") String content,
      @JsonProperty(value = "tags") java.util.List<String> tags,
      @JsonProperty(value = "attachments") java.util.List<String> attachments) {}

  /**
   * A post was changed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostUpdatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) CommunityPostUpdated payload) implements AnyEvent {}

  /**
   * A post was changed.
   *
   * @param postId 
   * @param forumId 
   * @param authorId 
   * @param title 
   * @param content 
   * @param tags 
   * @param attachments 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostUpdated(
      @JsonProperty(value = "postId", required = true) String postId,
      @JsonProperty(value = "forumId", required = true) String forumId,
      @JsonProperty(value = "authorId") String authorId,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "content") String content,
      @JsonProperty(value = "tags") java.util.List<String> tags,
      @JsonProperty(value = "attachments") java.util.List<String> attachments,
      @JsonProperty(value = "updatedAt") java.time.Instant updatedAt) {}

  /**
   * A post was removed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostDeletedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) CommunityPostDeleted payload) implements AnyEvent {}

  /**
   * A post was removed.
   *
   * @param postId 
   * @param forumId 
   * @param authorId 
   * @param deletedBy 
   * @param reason 
   * @param deletedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostDeleted(
      @JsonProperty(value = "postId", required = true) String postId,
      @JsonProperty(value = "forumId", required = true) String forumId,
      @JsonProperty(value = "authorId") String authorId,
      @JsonProperty(value = "deletedBy") String deletedBy,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "deletedAt") java.time.Instant deletedAt) {}

  /**
   * Somebody likes a post.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostLikedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) CommunityPostLiked payload) implements AnyEvent {}

  /**
   * Somebody likes a post.
   *
   * @param interactionId 
   * @param postId 
   * @param userId 
   * @param forumId 
   * @param authorId 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostLiked(
      @JsonProperty(value = "interactionId") String interactionId,
      @JsonProperty(value = "postId", required = true) String postId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "forumId") String forumId,
      @JsonProperty(value = "authorId") String authorId,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * Somebody answered a post.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostCommentedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) CommunityPostCommented payload) implements AnyEvent {}

  /**
   * Somebody answered a post.
   *
   * @param commentId 
   * @param postId 
   * @param userId 
   * @param forumId 
   * @param parentCommentId 
   * @param content 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostCommented(
      @JsonProperty(value = "commentId") String commentId,
      @JsonProperty(value = "postId", required = true) String postId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "forumId") String forumId,
      @JsonProperty(value = "parentCommentId") String parentCommentId,
      @JsonProperty(value = "content") String content,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * Somebody passed a post on.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostSharedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) CommunityPostShared payload) implements AnyEvent {}

  /**
   * Somebody passed a post on.
   *
   * @param interactionId 
   * @param postId 
   * @param userId 
   * @param forumId 
   * @param channel 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CommunityPostShared(
      @JsonProperty(value = "interactionId") String interactionId,
      @JsonProperty(value = "postId", required = true) String postId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "forumId") String forumId,
      @JsonProperty(value = "channel") String channel,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * A user follows another.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SocialUserFollowedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) SocialUserFollowed payload) implements AnyEvent {}

  /**
   * A user follows another.
   *
   * @param followId 
   * @param followerId 
   * @param followedId 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SocialUserFollowed(
      @JsonProperty(value = "followId") String followId,
      @JsonProperty(value = "followerId", required = true) String followerId,
      @JsonProperty(value = "followedId", required = true) String followedId,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * A user follows another no more.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SocialUserUnfollowedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) SocialUserUnfollowed payload) implements AnyEvent {}

  /**
   * A user follows another no more.
   *
   * @param followId 
   * @param followerId 
   * @param followedId 
   * @param reason 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SocialUserUnfollowed(
      @JsonProperty(value = "followId") String followId,
      @JsonProperty(value = "followerId", required = true) String followerId,
      @JsonProperty(value = "followedId", required = true) String followedId,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * A trade of one user was repeated for another.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SocialTradeCopiedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) SocialTradeCopied payload) implements AnyEvent {}

  /**
   * A trade of one user was repeated for another.
   *
   * @param copyTradeId 
   * @param originalTradeId 
   * @param traderId 
   * @param followerId 
   * @param symbol 
   * @param side 
   * @param originalQuantity 
   * @param copiedQuantity 
   * @param copyRatio 
   * @param executionDelay 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SocialTradeCopied(
      @JsonProperty(value = "copyTradeId", required = true) String copyTradeId,
      @JsonProperty(value = "originalTradeId") String originalTradeId,
      @JsonProperty(value = "traderId") String traderId,
      @JsonProperty(value = "followerId", required = true) String followerId,
      @JsonProperty(value = "symbol") String symbol,
      @JsonProperty(value = "side") String side,
      @JsonProperty(value = "originalQuantity") Double originalQuantity,
      @JsonProperty(value = "copiedQuantity") Double copiedQuantity,
      @JsonProperty(value = "copyRatio") Double copyRatio,
      @JsonProperty(value = "executionDelay") String executionDelay) {}

  /**
   * The order of the best changed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LeaderboardUpdatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) LeaderboardUpdated payload) implements AnyEvent {}

  /**
   * The order of the best changed.
   *
   * @param category 
   * @param leaderboardId 
   * @param period 
   * @param entries 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LeaderboardUpdated(
      @JsonProperty(value = "category", required = true) String category,
      @JsonProperty(value = "leaderboardId") String leaderboardId,
      @JsonProperty(value = "period") String period,
      @JsonProperty(value = "entries") java.util.List<LeaderboardUpdatedEntries> entries,
      @JsonProperty(value = "updatedAt") java.time.Instant updatedAt) {}

  /**
   * 
   *
   * @param rank 
   * @param userId 
   * @param strategyId 
   * @param score 
   * @param change 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LeaderboardUpdatedEntries(
      @JsonProperty(value = "rank") Long rank,
      @JsonProperty(value = "userId") String userId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "score") Double score,
      @JsonProperty(value = "change") Long change) {}

  /**
   * A strategy is for sale.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceListingCreatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketplaceListingCreated payload) implements AnyEvent {}

  /**
   * A strategy is for sale.
   *
   * @param listingId 
   * @param strategyId 
   * @param creatorId 
   * @param title 
   * @param description 
   * @param price 
   * @param currency 
   * @param pricingModel 
   * @param categories 
   * @param createdAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceListingCreated(
      @JsonProperty(value = "listingId", required = true) String listingId,
      @JsonProperty(value = "strategyId", required = true) String strategyId,
      @JsonProperty(value = "creatorId") String creatorId,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "description") String description,
      @JsonProperty(value = "price") Double price,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "pricingModel") String pricingModel,
      @JsonProperty(value = "categories") java.util.List<String> categories,
      @JsonProperty(value = "createdAt") java.time.Instant createdAt) {}

  /**
   * An offer was changed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceListingUpdatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketplaceListingUpdated payload) implements AnyEvent {}

  /**
   * An offer was changed.
   *
   * @param listingId 
   * @param strategyId 
   * @param creatorId 
   * @param title 
   * @param description 
   * @param price 
   * @param currency 
   * @param status 
   * @param changes 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceListingUpdated(
      @JsonProperty(value = "listingId", required = true) String listingId,
      @JsonProperty(value = "strategyId", required = true) String strategyId,
      @JsonProperty(value = "creatorId") String creatorId,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "description") String description,
      @JsonProperty(value = "price") Double price,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "updatedAt") java.time.Instant updatedAt) {}

  /**
   * A strategy is for sale no more.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceListingRemovedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketplaceListingRemoved payload) implements AnyEvent {}

  /**
   * A strategy is for sale no more.
   *
   * @param listingId 
   * @param strategyId 
   * @param creatorId 
   * @param reason 
   * @param removedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceListingRemoved(
      @JsonProperty(value = "listingId", required = true) String listingId,
      @JsonProperty(value = "strategyId", required = true) String strategyId,
      @JsonProperty(value = "creatorId") String creatorId,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "removedAt") java.time.Instant removedAt) {}

  /**
   * A user subscribed to a strategy.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceSubscriptionCreatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketplaceSubscriptionCreated payload) implements AnyEvent {}

  /**
   * A user subscribed to a strategy.
   *
   * @param subscriptionId 
   * @param userId 
   * @param strategyId 
   * @param listingId 
   * @param plan 
   * @param price 
   * @param currency 
   * @param startDate 
   * @param endDate 
   * @param autoRenew 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceSubscriptionCreated(
      @JsonProperty(value = "subscriptionId", required = true) String subscriptionId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "listingId") String listingId,
      @JsonProperty(value = "plan") String plan,
      @JsonProperty(value = "price") Double price,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "startDate") Object startDate,
      @JsonProperty(value = "endDate") Object endDate,
      @JsonProperty(value = "autoRenew") Boolean autoRenew) {}

  /**
   * A subscription goes on.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceSubscriptionRenewedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketplaceSubscriptionRenewed payload) implements AnyEvent {}

  /**
   * A subscription goes on.
   *
   * @param subscriptionId 
   * @param userId 
   * @param strategyId 
   * @param listingId 
   * @param plan 
   * @param price 
   * @param currency 
   * @param endDate 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceSubscriptionRenewed(
      @JsonProperty(value = "subscriptionId", required = true) String subscriptionId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "listingId") String listingId,
      @JsonProperty(value = "plan") String plan,
      @JsonProperty(value = "price") Double price,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "endDate") Object endDate) {}

  /**
   * A subscription ends.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceSubscriptionCancelledEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketplaceSubscriptionCancelled payload) implements AnyEvent {}

  /**
   * A subscription ends.
   *
   * @param subscriptionId 
   * @param userId 
   * @param strategyId 
   * @param listingId 
   * @param reason 
   * @param endDate 
   * @param cancelledAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceSubscriptionCancelled(
      @JsonProperty(value = "subscriptionId", required = true) String subscriptionId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "listingId") String listingId,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "endDate") Object endDate,
      @JsonProperty(value = "cancelledAt") java.time.Instant cancelledAt) {}

  /**
   * Money was paid.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceTransactionCompletedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketplaceTransactionCompleted payload) implements AnyEvent {}

  /**
   * Money was paid.
   *
   * @param transactionId 
   * @param userId 
   * @param listingId 
   * @param subscriptionId 
   * @param sellerId 
   * @param amount 
   * @param fee 
   * @param currency 
   * @param paymentMethod 
   * @param completedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceTransactionCompleted(
      @JsonProperty(value = "transactionId", required = true) String transactionId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "listingId") String listingId,
      @JsonProperty(value = "subscriptionId") String subscriptionId,
      @JsonProperty(value = "sellerId") String sellerId,
      @JsonProperty(value = "amount") Double amount,
      @JsonProperty(value = "fee") Double fee,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "paymentMethod") String paymentMethod,
      @JsonProperty(value = "completedAt") java.time.Instant completedAt) {}

  /**
   * A payment did not succeed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceTransactionFailedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketplaceTransactionFailed payload) implements AnyEvent {}

  /**
   * A payment did not succeed.
   *
   * @param transactionId 
   * @param userId 
   * @param listingId 
   * @param subscriptionId 
   * @param amount 
   * @param currency 
   * @param errorCode 
   * @param reason 
   * @param failedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceTransactionFailed(
      @JsonProperty(value = "transactionId", required = true) String transactionId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "listingId") String listingId,
      @JsonProperty(value = "subscriptionId") String subscriptionId,
      @JsonProperty(value = "amount") Double amount,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "errorCode") String errorCode,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "failedAt") java.time.Instant failedAt) {}

  /**
   * Money was paid back.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceTransactionRefundedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) MarketplaceTransactionRefunded payload) implements AnyEvent {}

  /**
   * Money was paid back.
   *
   * @param transactionId 
   * @param userId 
   * @param originalTransactionId 
   * @param amount 
   * @param currency 
   * @param reason 
   * @param refundedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MarketplaceTransactionRefunded(
      @JsonProperty(value = "transactionId", required = true) String transactionId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "originalTransactionId") String originalTransactionId,
      @JsonProperty(value = "amount") Double amount,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "refundedAt") java.time.Instant refundedAt) {}

  /**
   * What a strategy claims was checked.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PerformanceVerificationCompletedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) PerformanceVerificationCompleted payload) implements AnyEvent {}

  /**
   * What a strategy claims was checked.
   *
   * @param verificationId 
   * @param strategyId 
   * @param userId 
   * @param status 
   * @param performance How a strategy did.
   * @param claimedPerformance How a strategy did.
   * @param deviation 
   * @param period 
   * @param verifiedBy 
   * @param verifiedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PerformanceVerificationCompleted(
      @JsonProperty(value = "verificationId", required = true) String verificationId,
      @JsonProperty(value = "strategyId", required = true) String strategyId,
      @JsonProperty(value = "userId") String userId,
      @JsonProperty(value = "status") String status,
      @JsonProperty(value = "performance") Performance performance,
      @JsonProperty(value = "claimedPerformance") Performance claimedPerformance,
      @JsonProperty(value = "deviation") Double deviation,
      @JsonProperty(value = "period") DataRange period,
      @JsonProperty(value = "verifiedBy") String verifiedBy,
      @JsonProperty(value = "verifiedAt") java.time.Instant verifiedAt) {}

  /**
   * What a strategy claims could not be confirmed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PerformanceVerificationFailedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) PerformanceVerificationFailed payload) implements AnyEvent {}

  /**
   * What a strategy claims could not be confirmed.
   *
   * @param verificationId 
   * @param strategyId 
   * @param userId 
   * @param reason 
   * @param deviation 
   * @param failedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PerformanceVerificationFailed(
      @JsonProperty(value = "verificationId", required = true) String verificationId,
      @JsonProperty(value = "strategyId", required = true) String strategyId,
      @JsonProperty(value = "userId") String userId,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "deviation") Double deviation,
      @JsonProperty(value = "failedAt") java.time.Instant failedAt) {}

  /**
   * The share of a creator is known.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RevenueShareCalculatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) RevenueShareCalculated payload) implements AnyEvent {}

  /**
   * The share of a creator is known.
   *
   * @param revenueShareId 
   * @param creatorId 
   * @param strategyId 
   * @param period 
   * @param grossRevenue 
   * @param platformFee 
   * @param creatorShare 
   * @param sharePercentage 
   * @param currency 
   * @param calculatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RevenueShareCalculated(
      @JsonProperty(value = "revenueShareId", required = true) String revenueShareId,
      @JsonProperty(value = "creatorId", required = true) String creatorId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "period") DataRange period,
      @JsonProperty(value = "grossRevenue") Double grossRevenue,
      @JsonProperty(value = "platformFee") Double platformFee,
      @JsonProperty(value = "creatorShare") Double creatorShare,
      @JsonProperty(value = "sharePercentage") Double sharePercentage,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "calculatedAt") java.time.Instant calculatedAt) {}

  /**
   * The share of a creator was paid.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RevenueSharePaidEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) RevenueSharePaid payload) implements AnyEvent {}

  /**
   * The share of a creator was paid.
   *
   * @param revenueShareId 
   * @param creatorId 
   * @param strategyId 
   * @param amount 
   * @param currency 
   * @param payoutMethod 
   * @param transactionId 
   * @param paidAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RevenueSharePaid(
      @JsonProperty(value = "revenueShareId", required = true) String revenueShareId,
      @JsonProperty(value = "creatorId", required = true) String creatorId,
      @JsonProperty(value = "strategyId") String strategyId,
      @JsonProperty(value = "amount") Double amount,
      @JsonProperty(value = "currency") String currency,
      @JsonProperty(value = "payoutMethod") String payoutMethod,
      @JsonProperty(value = "transactionId") String transactionId,
      @JsonProperty(value = "paidAt") java.time.Instant paidAt) {}

  /**
   * Somebody became a user.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserRegisteredEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) UserRegistered payload) implements AnyEvent {}

  /**
   * Somebody became a user.
   *
   * @param userId 
   * @param email 
   * @param username 
   * @param country 
   * @param referralCode 
   * @param registeredAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserRegistered(
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "email") String email,
      @JsonProperty(value = "username") String username,
      @JsonProperty(value = "country") String country,
      @JsonProperty(value = "referralCode") String referralCode,
      @JsonProperty(value = "registeredAt") java.time.Instant registeredAt) {}

  /**
   * A user changed what is known of them.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserProfileUpdatedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) UserProfileUpdated payload) implements AnyEvent {}

  /**
   * A user changed what is known of them.
   *
   * @param userId 
   * @param changedFields 
   * @param changes 
   * @param updatedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserProfileUpdated(
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "changedFields") java.util.List<String> changedFields,
      @JsonProperty(value = "changes") Object changes,
      @JsonProperty(value = "updatedAt") java.time.Instant updatedAt) {}

  /**
   * The identity of a user was confirmed.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserKycVerifiedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) UserKycVerified payload) implements AnyEvent {}

  /**
   * The identity of a user was confirmed.
   *
   * @param userId 
   * @param verificationLevel 
   * @param documentsVerified 
   * @param verificationProvider 
   * @param verificationId 
   * @param tradingLimits 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserKycVerified(
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "verificationLevel") String verificationLevel,
      @JsonProperty(value = "documentsVerified") java.util.List<String> documentsVerified,
      @JsonProperty(value = "verificationProvider") String verificationProvider,
      @JsonProperty(value = "verificationId") String verificationId,
      @JsonProperty(value = "tradingLimits") UserKycVerifiedTradingLimits tradingLimits) {}

  /**
   * 
   *
   * @param dailyLimit 
   * @param monthlyLimit 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserKycVerifiedTradingLimits(
      @JsonProperty(value = "dailyLimit") Double dailyLimit,
      @JsonProperty(value = "monthlyLimit") Double monthlyLimit) {}

  /**
   * Somebody did, or tried, what must be accounted for.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AuditLogRecordedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) AuditLogRecorded payload) implements AnyEvent {}

  /**
   * Somebody did, or tried, what must be accounted for.
   *
   * @param auditId 
   * @param serviceName 
   * @param userId 
   * @param action 
   * @param resourceType 
   * @param resourceId 
   * @param outcome 
   * @param ipAddress 
   * @param userAgent 
   * @param details 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AuditLogRecorded(
      @JsonProperty(value = "auditId", required = true) String auditId,
      @JsonProperty(value = "serviceName", required = true) String serviceName,
      @JsonProperty(value = "userId") String userId,
      @JsonProperty(value = "action") String action,
      @JsonProperty(value = "resourceType") String resourceType,
      @JsonProperty(value = "resourceId") String resourceId,
      @JsonProperty(value = "outcome") String outcome,
      @JsonProperty(value = "ipAddress") String ipAddress,
      @JsonProperty(value = "userAgent") String userAgent,
      @JsonProperty(value = "details") Object details,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * A service measured itself.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemMetricReportedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) SystemMetricReported payload) implements AnyEvent {}

  /**
   * A service measured itself.
   *
   * @param serviceName 
   * @param instanceId 
   * @param metricName 
   * @param value 
   * @param unit 
   * @param metrics 
   * @param labels 
   * @param timestamp 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemMetricReported(
      @JsonProperty(value = "serviceName", required = true) String serviceName,
      @JsonProperty(value = "instanceId") String instanceId,
      @JsonProperty(value = "metricName") String metricName,
      @JsonProperty(value = "value") Double value,
      @JsonProperty(value = "unit") String unit,
      @JsonProperty(value = "metrics") java.util.Map<String, Object> metrics,
      @JsonProperty(value = "labels") java.util.Map<String, String> labels,
      @JsonProperty(value = "timestamp") java.time.Instant timestamp) {}

  /**
   * Something looks like an attack.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemSecurityAlertEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) SystemSecurityAlert payload) implements AnyEvent {}

  /**
   * Something looks like an attack.
   *
   * @param alertId 
   * @param alertType 
   * @param userId 
   * @param severity 
   * @param details 
   * @param action 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemSecurityAlert(
      @JsonProperty(value = "alertId", required = true) String alertId,
      @JsonProperty(value = "alertType") String alertType,
      @JsonProperty(value = "userId") String userId,
      @JsonProperty(value = "severity") String severity,
      @JsonProperty(value = "details") SystemSecurityAlertDetails details,
      @JsonProperty(value = "action") String action) {}

  /**
   * 
   *
   * @param ipAddress 
   * @param location 
   * @param userAgent 
   * @param previousLogin 
   * @param currentLogin 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SystemSecurityAlertDetails(
      @JsonProperty(value = "ipAddress") String ipAddress,
      @JsonProperty(value = "location") String location,
      @JsonProperty(value = "userAgent") String userAgent,
      @JsonProperty(value = "previousLogin") java.time.Instant previousLogin,
      @JsonProperty(value = "currentLogin") java.time.Instant currentLogin) {}

  /**
   * A user is to be told something.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NotificationRequestedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) NotificationRequested payload) implements AnyEvent {}

  /**
   * A user is to be told something.
   *
   * @param notificationId 
   * @param userId 
   * @param channel 
   * @param template 
   * @param title 
   * @param message 
   * @param priority 
   * @param data 
   * @param scheduledAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NotificationRequested(
      @JsonProperty(value = "notificationId", required = true) String notificationId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "channel") String channel,
      @JsonProperty(value = "template") String template,
      @JsonProperty(value = "title") String title,
      @JsonProperty(value = "message") String message,
      @JsonProperty(value = "priority") String priority,
      @JsonProperty(value = "data") java.util.Map<String, Object> data,
      @JsonProperty(value = "scheduledAt") java.time.Instant scheduledAt) {}

  /**
   * A user was told.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NotificationSentEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) NotificationSent payload) implements AnyEvent {}

  /**
   * A user was told.
   *
   * @param notificationId 
   * @param userId 
   * @param channel 
   * @param provider 
   * @param sentAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NotificationSent(
      @JsonProperty(value = "notificationId", required = true) String notificationId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "channel") String channel,
      @JsonProperty(value = "provider") String provider,
      @JsonProperty(value = "sentAt") java.time.Instant sentAt) {}

  /**
   * A user could not be told.
   *
   * @param eventSchema Names the schema: event type and major version.
   * @param eventId Unique per fact; a redelivery repeats it.
   * @param eventType What kind of fact it is.
   * @param eventVersion Version of the schema, major.minor.
   * @param source Which program says so.
   * @param timestamp When it became true, as its source saw it.
   * @param correlationId Ties together what one request set off.
   * @param causationId The event that this one answers.
   * @param metadata About the event.
   * @param extensions What has no other place: JSON text by JSON Pointer.
   * @param payload What happened.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NotificationFailedEvent(
      @JsonProperty(value = "eventSchema", required = true) String eventSchema,
      @JsonProperty(value = "eventId", required = true) String eventId,
      @JsonProperty(value = "eventType", required = true) String eventType,
      @JsonProperty(value = "eventVersion", required = true) String eventVersion,
      @JsonProperty(value = "source", required = true) String source,
      @JsonProperty(value = "timestamp", required = true) java.time.Instant timestamp,
      @JsonProperty(value = "correlationId") String correlationId,
      @JsonProperty(value = "causationId") String causationId,
      @JsonProperty(value = "metadata", required = true) EnvelopeMetadata metadata,
      @JsonProperty(value = "extensions") java.util.Map<String, String> extensions,
      @JsonProperty(value = "payload", required = true) NotificationFailed payload) implements AnyEvent {}

  /**
   * A user could not be told.
   *
   * @param notificationId 
   * @param userId 
   * @param channel 
   * @param provider 
   * @param errorCode 
   * @param reason 
   * @param attempts 
   * @param failedAt 
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record NotificationFailed(
      @JsonProperty(value = "notificationId", required = true) String notificationId,
      @JsonProperty(value = "userId", required = true) String userId,
      @JsonProperty(value = "channel") String channel,
      @JsonProperty(value = "provider") String provider,
      @JsonProperty(value = "errorCode") String errorCode,
      @JsonProperty(value = "reason") String reason,
      @JsonProperty(value = "attempts") Long attempts,
      @JsonProperty(value = "failedAt") java.time.Instant failedAt) {}

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
}

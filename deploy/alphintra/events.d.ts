// Events of alphintra. Made by `tda generate typescript` from the catalog: change that instead of this file.
//
// `events.schema.json` beside this file validates what these types only promise. Whole numbers beyond
// Number.MAX_SAFE_INTEGER lose their last digits when JSON.parse reads them.

export type TradingSignalGeneratedSignal = "BUY" | "SELL" | "HOLD";

export type TradingOrderPlacedSide = "BUY" | "SELL";

export type TradingOrderPlacedType = "MARKET" | "LIMIT" | "STOP" | "STOP_LIMIT";

export type TradingOrderPlacedTimeInForce = "GTC" | "IOC" | "FOK" | "DAY";

export type TradingOrderExecutedSide = "BUY" | "SELL";

/** A price moved. */
export interface MarketDataTickEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "market.data.tick";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketDataTick;
}

/** About the event. */
export interface EnvelopeMetadata {
  /** A header of the event. */
  userId?: string | null;
  /** A header of the event. */
  sessionId?: string | null;
  /** A header of the event. */
  traceId?: string | null;
  /** A header of the event. */
  environment?: string | null;
}

/** A price moved. */
export interface MarketDataTick {
  symbol: string;
  exchange?: string | null;
  timestamp?: string | null;
  bid?: number | null;
  ask?: number | null;
  last?: number | null;
  volume?: number | null;
  high24h?: number | null;
  low24h?: number | null;
  change24h?: number | null;
  changePercent24h?: number | null;
}

/** Ticks were cleaned and enriched. */
export interface MarketDataProcessedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "market.data.processed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketDataProcessed;
}

/** Ticks were cleaned and enriched. */
export interface MarketDataProcessed {
  symbol: string;
  exchange?: string | null;
  timestamp?: string | null;
  bid?: number | null;
  ask?: number | null;
  last?: number | null;
  mid?: number | null;
  spread?: number | null;
  volume?: number | null;
  /** volume-weighted average price */
  vwap?: number | null;
  indicators?: { [name: string]: number | string } | null;
  quality?: string | null;
}

/** A candle was closed. */
export interface MarketDataCandleEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "market.data.candle";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketDataCandle;
}

/** A candle was closed. */
export interface MarketDataCandle {
  symbol: string;
  /** such as 1m or 1h */
  timeframe: string;
  timestamp?: string | null;
  open?: number | null;
  high?: number | null;
  low?: number | null;
  close?: number | null;
  volume?: number | null;
  trades?: number | null;
}

/** A condition on a price that a user set came true. */
export interface MarketDataAlertEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "market.data.alert";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketDataAlert;
}

/** A condition on a price that a user set came true. */
export interface MarketDataAlert {
  alertId: string;
  userId: string;
  symbol?: string | null;
  alertType?: string | null;
  condition?: string | null;
  threshold?: number | null;
  price?: number | null;
  message?: string | null;
  timestamp?: string | null;
}

/** A strategy advises to buy, sell or hold. */
export interface TradingSignalGeneratedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "trading.signal.generated";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: TradingSignalGenerated;
}

/** A strategy advises to buy, sell or hold. */
export interface TradingSignalGenerated {
  strategyId: string;
  userId?: string | null;
  symbol: string;
  signal: TradingSignalGeneratedSignal;
  confidence?: number | null;
  quantity?: number | null;
  price?: number | null;
  stopLoss?: number | null;
  takeProfit?: number | null;
  reasoning?: string | null;
  indicators?: { [name: string]: number | string } | null;
}

/** An order went to a broker. */
export interface TradingOrderPlacedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "trading.order.placed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: TradingOrderPlaced;
}

/** An order went to a broker. */
export interface TradingOrderPlaced {
  orderId: string;
  userId: string;
  strategyId?: string | null;
  symbol: string;
  side: TradingOrderPlacedSide;
  type: TradingOrderPlacedType;
  quantity?: number | null;
  price?: number | null;
  timeInForce?: TradingOrderPlacedTimeInForce | null;
  brokerId?: string | null;
  brokerOrderId?: string | null;
}

/** An order was changed before it was executed. */
export interface TradingOrderUpdatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "trading.order.updated";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: TradingOrderUpdated;
}

/** An order was changed before it was executed. */
export interface TradingOrderUpdated {
  orderId: string;
  userId: string;
  symbol?: string | null;
  status?: string | null;
  quantity?: number | null;
  price?: number | null;
  filledQuantity?: number | null;
  reason?: string | null;
  brokerOrderId?: string | null;
  timestamp?: string | null;
}

/** An order was taken back. */
export interface TradingOrderCancelledEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "trading.order.cancelled";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: TradingOrderCancelled;
}

/** An order was taken back. */
export interface TradingOrderCancelled {
  orderId: string;
  userId: string;
  symbol?: string | null;
  reason?: string | null;
  filledQuantity?: number | null;
  brokerOrderId?: string | null;
  timestamp?: string | null;
}

/** A broker refused an order. */
export interface TradingOrderRejectedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "trading.order.rejected";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: TradingOrderRejected;
}

/** A broker refused an order. */
export interface TradingOrderRejected {
  orderId: string;
  userId: string;
  symbol?: string | null;
  reason?: string | null;
  errorCode?: string | null;
  brokerOrderId?: string | null;
  timestamp?: string | null;
}

/** An order, or a part of it, became a trade. */
export interface TradingOrderExecutedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "trading.order.executed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: TradingOrderExecuted;
}

/** An order, or a part of it, became a trade. */
export interface TradingOrderExecuted {
  executionId: string;
  orderId?: string | null;
  userId?: string | null;
  strategyId?: string | null;
  symbol: string;
  side?: TradingOrderExecutedSide | null;
  quantity?: number | null;
  price?: number | null;
  fee?: number | null;
  feeCurrency?: string | null;
  liquidity?: string | null;
  brokerId?: string | null;
  brokerOrderId?: string | null;
  executedAt?: string | null;
}

/** A position was opened. */
export interface TradingPositionOpenedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "trading.position.opened";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: TradingPositionOpened;
}

/** A position was opened. */
export interface TradingPositionOpened {
  positionId: string;
  userId: string;
  strategyId?: string | null;
  symbol?: string | null;
  side?: string | null;
  quantity?: number | null;
  entryPrice?: number | null;
  stopLoss?: number | null;
  takeProfit?: number | null;
  openedAt?: string | null;
}

/** Size or value of a position changed. */
export interface TradingPositionUpdatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "trading.position.updated";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: TradingPositionUpdated;
}

/** Size or value of a position changed. */
export interface TradingPositionUpdated {
  positionId: string;
  userId: string;
  strategyId?: string | null;
  symbol?: string | null;
  side?: string | null;
  quantity?: number | null;
  averagePrice?: number | null;
  markPrice?: number | null;
  unrealizedPnl?: number | null;
  realizedPnl?: number | null;
  timestamp?: string | null;
}

/** A position was closed. */
export interface TradingPositionClosedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "trading.position.closed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: TradingPositionClosed;
}

/** A position was closed. */
export interface TradingPositionClosed {
  positionId: string;
  userId: string;
  strategyId?: string | null;
  symbol?: string | null;
  side?: string | null;
  quantity?: number | null;
  exitPrice?: number | null;
  realizedPnl?: number | null;
  reason?: string | null;
  closedAt?: string | null;
}

/** A limit on risk is near or passed. */
export interface TradingRiskAlertEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "trading.risk.alert";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: TradingRiskAlert;
}

/** A limit on risk is near or passed. */
export interface TradingRiskAlert {
  riskEventId: string;
  userId: string;
  strategyId?: string | null;
  symbol?: string | null;
  riskType?: string | null;
  severity?: string | null;
  currentValue?: number | null;
  limitValue?: number | null;
  action?: string | null;
  message?: string | null;
  timestamp?: string | null;
}

/** A user made a strategy. */
export interface StrategyCreatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "strategy.created";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: StrategyCreated;
}

/** A user made a strategy. */
export interface StrategyCreated {
  strategyId: string;
  userId: string;
  name?: string | null;
  description?: string | null;
  language?: string | null;
  version?: string | null;
  symbols?: string[] | null;
  timeframe?: string | null;
  parameters?: { [name: string]: unknown } | null;
  tags?: string[] | null;
  createdAt?: string | null;
}

/** A strategy was changed. */
export interface StrategyUpdatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "strategy.updated";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: StrategyUpdated;
}

/** A strategy was changed. */
export interface StrategyUpdated {
  strategyId: string;
  userId?: string | null;
  name?: string | null;
  description?: string | null;
  version?: string | null;
  previousVersion?: string | null;
  changes?: unknown | null;
  parameters?: { [name: string]: unknown } | null;
  updatedAt?: string | null;
}

/** A strategy trades from now on. */
export interface StrategyDeployedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "strategy.deployed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: StrategyDeployed;
}

/** A strategy trades from now on. */
export interface StrategyDeployed {
  deploymentId?: string | null;
  strategyId: string;
  userId: string;
  version?: string | null;
  environment?: string | null;
  brokerId?: string | null;
  capital?: number | null;
  config?: { [name: string]: unknown } | null;
  computeConfig?: ComputeConfig | null;
  deployedAt?: string | null;
}

export interface ComputeConfig {
  instanceType?: string | null;
  machineType?: string | null;
  estimatedDuration?: string | null;
  costEstimate?: number | null;
}

/** A strategy trades no more. */
export interface StrategyUndeployedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "strategy.undeployed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: StrategyUndeployed;
}

/** A strategy trades no more. */
export interface StrategyUndeployed {
  deploymentId?: string | null;
  strategyId: string;
  userId: string;
  version?: string | null;
  environment?: string | null;
  reason?: string | null;
  undeployedAt?: string | null;
}

/** A model is being trained. */
export interface StrategyTrainingStartedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "strategy.training.started";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: StrategyTrainingStarted;
}

/** A model is being trained. */
export interface StrategyTrainingStarted {
  trainingJobId: string;
  strategyId?: string | null;
  userId: string;
  datasetId?: string | null;
  computeConfig?: ComputeConfig | null;
  hyperparameters?: { [name: string]: unknown } | null;
}

/** Training has come further. */
export interface StrategyTrainingProgressEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "strategy.training.progress";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: StrategyTrainingProgress;
}

/** Training has come further. */
export interface StrategyTrainingProgress {
  trainingJobId: string;
  strategyId?: string | null;
  userId: string;
  progress?: number | null;
  epoch?: number | null;
  totalEpochs?: number | null;
  loss?: number | null;
  metrics?: { [name: string]: number | string } | null;
  currentStage?: string | null;
  estimatedCompletion?: string | null;
}

/** A model is trained. */
export interface StrategyTrainingCompletedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "strategy.training.completed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: StrategyTrainingCompleted;
}

/** A model is trained. */
export interface StrategyTrainingCompleted {
  trainingJobId: string;
  strategyId?: string | null;
  userId: string;
  modelId?: string | null;
  metrics?: { [name: string]: number | string } | null;
  artifacts?: string[] | null;
  executionTime?: string | null;
  cost?: number | null;
  completedAt?: string | null;
}

/** Training ended without a model. */
export interface StrategyTrainingFailedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "strategy.training.failed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: StrategyTrainingFailed;
}

/** Training ended without a model. */
export interface StrategyTrainingFailed {
  trainingJobId: string;
  strategyId?: string | null;
  userId: string;
  errorCode?: string | null;
  errorMessage?: string | null;
  stage?: string | null;
  retryable?: boolean | null;
  failedAt?: string | null;
}

/** A strategy is run over the past. */
export interface BacktestStartedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "backtest.started";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: BacktestStarted;
}

/** A strategy is run over the past. */
export interface BacktestStarted {
  backtestId: string;
  strategyId?: string | null;
  userId: string;
  datasetId?: string | null;
  dataRange?: DataRange | null;
  initialCapital?: number | null;
  parameters?: { [name: string]: unknown } | null;
  startedAt?: string | null;
}

export interface DataRange {
  start?: string | string | null;
  end?: string | string | null;
}

/** A backtest has come further. */
export interface BacktestProgressEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "backtest.progress";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: BacktestProgress;
}

/** A backtest has come further. */
export interface BacktestProgress {
  backtestId: string;
  strategyId?: string | null;
  userId: string;
  progress?: number | null;
  currentDate?: string | string | null;
  tradesSoFar?: number | null;
  /** How a strategy did. */
  performance?: Performance | null;
  estimatedCompletion?: string | null;
}

/** How a strategy did. */
export interface Performance {
  /** share of the capital */
  totalReturn?: number | null;
  sharpeRatio?: number | null;
  /** share of the capital */
  maxDrawdown?: number | null;
  /** share of the trades */
  winRate?: number | null;
  totalTrades?: number | null;
}

/** A backtest is done. */
export interface BacktestCompletedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "backtest.completed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: BacktestCompleted;
}

/** A backtest is done. */
export interface BacktestCompleted {
  backtestId: string;
  strategyId?: string | null;
  userId: string;
  /** How a strategy did. */
  performance?: Performance | null;
  executionTime?: string | null;
  dataRange?: DataRange | null;
}

/** A backtest ended without a result. */
export interface BacktestFailedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "backtest.failed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: BacktestFailed;
}

/** A backtest ended without a result. */
export interface BacktestFailed {
  backtestId: string;
  strategyId?: string | null;
  userId: string;
  errorCode?: string | null;
  errorMessage?: string | null;
  stage?: string | null;
  failedAt?: string | null;
}

/** A trained model can be fetched. */
export interface ModelArtifactCreatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "model.artifact.created";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: ModelArtifactCreated;
}

/** A trained model can be fetched. */
export interface ModelArtifactCreated {
  modelId: string;
  artifactId?: string | null;
  trainingJobId?: string | null;
  strategyId?: string | null;
  userId?: string | null;
  version?: string | null;
  format?: string | null;
  framework?: string | null;
  storageLocation?: string | null;
  checksum?: string | null;
  sizeBytes?: number | null;
  metrics?: { [name: string]: number | string } | null;
  createdAt?: string | null;
}

/** Somebody wrote in a forum. */
export interface CommunityPostCreatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "community.post.created";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: CommunityPostCreated;
}

/** Somebody wrote in a forum. */
export interface CommunityPostCreated {
  postId: string;
  forumId: string;
  authorId?: string | null;
  title?: string | null;
  content?: string | null;
  tags?: string[] | null;
  attachments?: string[] | null;
}

/** A post was changed. */
export interface CommunityPostUpdatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "community.post.updated";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: CommunityPostUpdated;
}

/** A post was changed. */
export interface CommunityPostUpdated {
  postId: string;
  forumId: string;
  authorId?: string | null;
  title?: string | null;
  content?: string | null;
  tags?: string[] | null;
  attachments?: string[] | null;
  updatedAt?: string | null;
}

/** A post was removed. */
export interface CommunityPostDeletedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "community.post.deleted";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: CommunityPostDeleted;
}

/** A post was removed. */
export interface CommunityPostDeleted {
  postId: string;
  forumId: string;
  authorId?: string | null;
  deletedBy?: string | null;
  reason?: string | null;
  deletedAt?: string | null;
}

/** Somebody likes a post. */
export interface CommunityPostLikedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "community.post.liked";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: CommunityPostLiked;
}

/** Somebody likes a post. */
export interface CommunityPostLiked {
  interactionId?: string | null;
  postId: string;
  userId: string;
  forumId?: string | null;
  authorId?: string | null;
  timestamp?: string | null;
}

/** Somebody answered a post. */
export interface CommunityPostCommentedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "community.post.commented";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: CommunityPostCommented;
}

/** Somebody answered a post. */
export interface CommunityPostCommented {
  commentId?: string | null;
  postId: string;
  userId: string;
  forumId?: string | null;
  parentCommentId?: string | null;
  content?: string | null;
  timestamp?: string | null;
}

/** Somebody passed a post on. */
export interface CommunityPostSharedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "community.post.shared";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: CommunityPostShared;
}

/** Somebody passed a post on. */
export interface CommunityPostShared {
  interactionId?: string | null;
  postId: string;
  userId: string;
  forumId?: string | null;
  channel?: string | null;
  timestamp?: string | null;
}

/** A user follows another. */
export interface SocialUserFollowedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "social.user.followed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: SocialUserFollowed;
}

/** A user follows another. */
export interface SocialUserFollowed {
  followId?: string | null;
  followerId: string;
  followedId: string;
  timestamp?: string | null;
}

/** A user follows another no more. */
export interface SocialUserUnfollowedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "social.user.unfollowed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: SocialUserUnfollowed;
}

/** A user follows another no more. */
export interface SocialUserUnfollowed {
  followId?: string | null;
  followerId: string;
  followedId: string;
  reason?: string | null;
  timestamp?: string | null;
}

/** A trade of one user was repeated for another. */
export interface SocialTradeCopiedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "social.trade.copied";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: SocialTradeCopied;
}

/** A trade of one user was repeated for another. */
export interface SocialTradeCopied {
  copyTradeId: string;
  originalTradeId?: string | null;
  traderId?: string | null;
  followerId: string;
  symbol?: string | null;
  side?: string | null;
  originalQuantity?: number | null;
  copiedQuantity?: number | null;
  copyRatio?: number | null;
  executionDelay?: string | null;
}

/** The order of the best changed. */
export interface LeaderboardUpdatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "leaderboard.updated";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: LeaderboardUpdated;
}

/** The order of the best changed. */
export interface LeaderboardUpdated {
  category: string;
  leaderboardId?: string | null;
  period?: string | null;
  entries?: LeaderboardUpdatedEntries[] | null;
  updatedAt?: string | null;
}

export interface LeaderboardUpdatedEntries {
  rank?: number | null;
  userId?: string | null;
  strategyId?: string | null;
  score?: number | null;
  change?: number | null;
}

/** A strategy is for sale. */
export interface MarketplaceListingCreatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "marketplace.listing.created";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketplaceListingCreated;
}

/** A strategy is for sale. */
export interface MarketplaceListingCreated {
  listingId: string;
  strategyId: string;
  creatorId?: string | null;
  title?: string | null;
  description?: string | null;
  price?: number | null;
  currency?: string | null;
  pricingModel?: string | null;
  categories?: string[] | null;
  createdAt?: string | null;
}

/** An offer was changed. */
export interface MarketplaceListingUpdatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "marketplace.listing.updated";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketplaceListingUpdated;
}

/** An offer was changed. */
export interface MarketplaceListingUpdated {
  listingId: string;
  strategyId: string;
  creatorId?: string | null;
  title?: string | null;
  description?: string | null;
  price?: number | null;
  currency?: string | null;
  status?: string | null;
  changes?: unknown | null;
  updatedAt?: string | null;
}

/** A strategy is for sale no more. */
export interface MarketplaceListingRemovedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "marketplace.listing.removed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketplaceListingRemoved;
}

/** A strategy is for sale no more. */
export interface MarketplaceListingRemoved {
  listingId: string;
  strategyId: string;
  creatorId?: string | null;
  reason?: string | null;
  removedAt?: string | null;
}

/** A user subscribed to a strategy. */
export interface MarketplaceSubscriptionCreatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "marketplace.subscription.created";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketplaceSubscriptionCreated;
}

/** A user subscribed to a strategy. */
export interface MarketplaceSubscriptionCreated {
  subscriptionId: string;
  userId: string;
  strategyId?: string | null;
  listingId?: string | null;
  plan?: string | null;
  price?: number | null;
  currency?: string | null;
  startDate?: string | string | null;
  endDate?: string | string | null;
  autoRenew?: boolean | null;
}

/** A subscription goes on. */
export interface MarketplaceSubscriptionRenewedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "marketplace.subscription.renewed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketplaceSubscriptionRenewed;
}

/** A subscription goes on. */
export interface MarketplaceSubscriptionRenewed {
  subscriptionId: string;
  userId: string;
  strategyId?: string | null;
  listingId?: string | null;
  plan?: string | null;
  price?: number | null;
  currency?: string | null;
  endDate?: string | string | null;
}

/** A subscription ends. */
export interface MarketplaceSubscriptionCancelledEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "marketplace.subscription.cancelled";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketplaceSubscriptionCancelled;
}

/** A subscription ends. */
export interface MarketplaceSubscriptionCancelled {
  subscriptionId: string;
  userId: string;
  strategyId?: string | null;
  listingId?: string | null;
  reason?: string | null;
  endDate?: string | string | null;
  cancelledAt?: string | null;
}

/** Money was paid. */
export interface MarketplaceTransactionCompletedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "marketplace.transaction.completed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketplaceTransactionCompleted;
}

/** Money was paid. */
export interface MarketplaceTransactionCompleted {
  transactionId: string;
  userId: string;
  listingId?: string | null;
  subscriptionId?: string | null;
  sellerId?: string | null;
  amount?: number | null;
  fee?: number | null;
  currency?: string | null;
  paymentMethod?: string | null;
  completedAt?: string | null;
}

/** A payment did not succeed. */
export interface MarketplaceTransactionFailedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "marketplace.transaction.failed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketplaceTransactionFailed;
}

/** A payment did not succeed. */
export interface MarketplaceTransactionFailed {
  transactionId: string;
  userId: string;
  listingId?: string | null;
  subscriptionId?: string | null;
  amount?: number | null;
  currency?: string | null;
  errorCode?: string | null;
  reason?: string | null;
  failedAt?: string | null;
}

/** Money was paid back. */
export interface MarketplaceTransactionRefundedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "marketplace.transaction.refunded";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: MarketplaceTransactionRefunded;
}

/** Money was paid back. */
export interface MarketplaceTransactionRefunded {
  transactionId: string;
  userId: string;
  originalTransactionId?: string | null;
  amount?: number | null;
  currency?: string | null;
  reason?: string | null;
  refundedAt?: string | null;
}

/** What a strategy claims was checked. */
export interface PerformanceVerificationCompletedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "performance.verification.completed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: PerformanceVerificationCompleted;
}

/** What a strategy claims was checked. */
export interface PerformanceVerificationCompleted {
  verificationId: string;
  strategyId: string;
  userId?: string | null;
  status?: string | null;
  /** How a strategy did. */
  performance?: Performance | null;
  /** How a strategy did. */
  claimedPerformance?: Performance | null;
  deviation?: number | null;
  period?: DataRange | null;
  verifiedBy?: string | null;
  verifiedAt?: string | null;
}

/** What a strategy claims could not be confirmed. */
export interface PerformanceVerificationFailedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "performance.verification.failed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: PerformanceVerificationFailed;
}

/** What a strategy claims could not be confirmed. */
export interface PerformanceVerificationFailed {
  verificationId: string;
  strategyId: string;
  userId?: string | null;
  reason?: string | null;
  deviation?: number | null;
  failedAt?: string | null;
}

/** The share of a creator is known. */
export interface RevenueShareCalculatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "revenue.share.calculated";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: RevenueShareCalculated;
}

/** The share of a creator is known. */
export interface RevenueShareCalculated {
  revenueShareId: string;
  creatorId: string;
  strategyId?: string | null;
  period?: DataRange | null;
  grossRevenue?: number | null;
  platformFee?: number | null;
  creatorShare?: number | null;
  sharePercentage?: number | null;
  currency?: string | null;
  calculatedAt?: string | null;
}

/** The share of a creator was paid. */
export interface RevenueSharePaidEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "revenue.share.paid";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: RevenueSharePaid;
}

/** The share of a creator was paid. */
export interface RevenueSharePaid {
  revenueShareId: string;
  creatorId: string;
  strategyId?: string | null;
  amount?: number | null;
  currency?: string | null;
  payoutMethod?: string | null;
  transactionId?: string | null;
  paidAt?: string | null;
}

/** Somebody became a user. */
export interface UserRegisteredEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "user.registered";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: UserRegistered;
}

/** Somebody became a user. */
export interface UserRegistered {
  userId: string;
  email?: string | null;
  username?: string | null;
  country?: string | null;
  referralCode?: string | null;
  registeredAt?: string | null;
}

/** A user changed what is known of them. */
export interface UserProfileUpdatedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "user.profile.updated";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: UserProfileUpdated;
}

/** A user changed what is known of them. */
export interface UserProfileUpdated {
  userId: string;
  changedFields?: string[] | null;
  changes?: unknown | null;
  updatedAt?: string | null;
}

/** The identity of a user was confirmed. */
export interface UserKycVerifiedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "user.kyc.verified";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: UserKycVerified;
}

/** The identity of a user was confirmed. */
export interface UserKycVerified {
  userId: string;
  verificationLevel?: string | null;
  documentsVerified?: string[] | null;
  verificationProvider?: string | null;
  verificationId?: string | null;
  tradingLimits?: UserKycVerifiedTradingLimits | null;
}

export interface UserKycVerifiedTradingLimits {
  dailyLimit?: number | null;
  monthlyLimit?: number | null;
}

/** Somebody did, or tried, what must be accounted for. */
export interface AuditLogRecordedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "audit.log.recorded";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: AuditLogRecorded;
}

/** Somebody did, or tried, what must be accounted for. */
export interface AuditLogRecorded {
  auditId: string;
  serviceName: string;
  userId?: string | null;
  action?: string | null;
  resourceType?: string | null;
  resourceId?: string | null;
  outcome?: string | null;
  ipAddress?: string | null;
  userAgent?: string | null;
  details?: unknown | null;
  timestamp?: string | null;
}

/** A service measured itself. */
export interface SystemMetricReportedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "system.metric.reported";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: SystemMetricReported;
}

/** A service measured itself. */
export interface SystemMetricReported {
  serviceName: string;
  instanceId?: string | null;
  metricName?: string | null;
  value?: number | null;
  unit?: string | null;
  metrics?: { [name: string]: number | string } | null;
  labels?: { [name: string]: string } | null;
  timestamp?: string | null;
}

/** Something looks like an attack. */
export interface SystemSecurityAlertEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "system.security.alert";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: SystemSecurityAlert;
}

/** Something looks like an attack. */
export interface SystemSecurityAlert {
  alertId: string;
  alertType?: string | null;
  userId?: string | null;
  severity?: string | null;
  details?: SystemSecurityAlertDetails | null;
  action?: string | null;
}

export interface SystemSecurityAlertDetails {
  ipAddress?: string | null;
  location?: string | null;
  userAgent?: string | null;
  previousLogin?: string | null;
  currentLogin?: string | null;
}

/** A user is to be told something. */
export interface NotificationRequestedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "notification.requested";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: NotificationRequested;
}

/** A user is to be told something. */
export interface NotificationRequested {
  notificationId: string;
  userId: string;
  channel?: string | null;
  template?: string | null;
  title?: string | null;
  message?: string | null;
  priority?: string | null;
  data?: { [name: string]: unknown } | null;
  scheduledAt?: string | null;
}

/** A user was told. */
export interface NotificationSentEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "notification.sent";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: NotificationSent;
}

/** A user was told. */
export interface NotificationSent {
  notificationId: string;
  userId: string;
  channel?: string | null;
  provider?: string | null;
  sentAt?: string | null;
}

/** A user could not be told. */
export interface NotificationFailedEvent {
  /** Names the schema: event type and major version. */
  eventSchema: string;
  /** Unique per fact; a redelivery repeats it. */
  eventId: string;
  /** What kind of fact it is. */
  eventType: "notification.failed";
  /** Version of the schema, major.minor. */
  eventVersion: string;
  /** Which program says so. */
  source: string;
  /** When it became true, as its source saw it. */
  timestamp: string;
  /** Ties together what one request set off. */
  correlationId?: string | null;
  /** The event that this one answers. */
  causationId?: string | null;
  /** About the event. */
  metadata: EnvelopeMetadata;
  /** What has no other place: JSON text by JSON Pointer. Default: {}. */
  extensions?: { [name: string]: string } | null;
  /** What happened. */
  payload: NotificationFailed;
}

/** A user could not be told. */
export interface NotificationFailed {
  notificationId: string;
  userId: string;
  channel?: string | null;
  provider?: string | null;
  errorCode?: string | null;
  reason?: string | null;
  attempts?: number | null;
  failedAt?: string | null;
}

/** Every event by its type. */
export interface EventsByType {
  "market.data.tick": MarketDataTickEvent;
  "market.data.processed": MarketDataProcessedEvent;
  "market.data.candle": MarketDataCandleEvent;
  "market.data.alert": MarketDataAlertEvent;
  "trading.signal.generated": TradingSignalGeneratedEvent;
  "trading.order.placed": TradingOrderPlacedEvent;
  "trading.order.updated": TradingOrderUpdatedEvent;
  "trading.order.cancelled": TradingOrderCancelledEvent;
  "trading.order.rejected": TradingOrderRejectedEvent;
  "trading.order.executed": TradingOrderExecutedEvent;
  "trading.position.opened": TradingPositionOpenedEvent;
  "trading.position.updated": TradingPositionUpdatedEvent;
  "trading.position.closed": TradingPositionClosedEvent;
  "trading.risk.alert": TradingRiskAlertEvent;
  "strategy.created": StrategyCreatedEvent;
  "strategy.updated": StrategyUpdatedEvent;
  "strategy.deployed": StrategyDeployedEvent;
  "strategy.undeployed": StrategyUndeployedEvent;
  "strategy.training.started": StrategyTrainingStartedEvent;
  "strategy.training.progress": StrategyTrainingProgressEvent;
  "strategy.training.completed": StrategyTrainingCompletedEvent;
  "strategy.training.failed": StrategyTrainingFailedEvent;
  "backtest.started": BacktestStartedEvent;
  "backtest.progress": BacktestProgressEvent;
  "backtest.completed": BacktestCompletedEvent;
  "backtest.failed": BacktestFailedEvent;
  "model.artifact.created": ModelArtifactCreatedEvent;
  "community.post.created": CommunityPostCreatedEvent;
  "community.post.updated": CommunityPostUpdatedEvent;
  "community.post.deleted": CommunityPostDeletedEvent;
  "community.post.liked": CommunityPostLikedEvent;
  "community.post.commented": CommunityPostCommentedEvent;
  "community.post.shared": CommunityPostSharedEvent;
  "social.user.followed": SocialUserFollowedEvent;
  "social.user.unfollowed": SocialUserUnfollowedEvent;
  "social.trade.copied": SocialTradeCopiedEvent;
  "leaderboard.updated": LeaderboardUpdatedEvent;
  "marketplace.listing.created": MarketplaceListingCreatedEvent;
  "marketplace.listing.updated": MarketplaceListingUpdatedEvent;
  "marketplace.listing.removed": MarketplaceListingRemovedEvent;
  "marketplace.subscription.created": MarketplaceSubscriptionCreatedEvent;
  "marketplace.subscription.renewed": MarketplaceSubscriptionRenewedEvent;
  "marketplace.subscription.cancelled": MarketplaceSubscriptionCancelledEvent;
  "marketplace.transaction.completed": MarketplaceTransactionCompletedEvent;
  "marketplace.transaction.failed": MarketplaceTransactionFailedEvent;
  "marketplace.transaction.refunded": MarketplaceTransactionRefundedEvent;
  "performance.verification.completed": PerformanceVerificationCompletedEvent;
  "performance.verification.failed": PerformanceVerificationFailedEvent;
  "revenue.share.calculated": RevenueShareCalculatedEvent;
  "revenue.share.paid": RevenueSharePaidEvent;
  "user.registered": UserRegisteredEvent;
  "user.profile.updated": UserProfileUpdatedEvent;
  "user.kyc.verified": UserKycVerifiedEvent;
  "audit.log.recorded": AuditLogRecordedEvent;
  "system.metric.reported": SystemMetricReportedEvent;
  "system.security.alert": SystemSecurityAlertEvent;
  "notification.requested": NotificationRequestedEvent;
  "notification.sent": NotificationSentEvent;
  "notification.failed": NotificationFailedEvent;
}

/** Any event of alphintra. */
export type AnyEvent = EventsByType[keyof EventsByType];

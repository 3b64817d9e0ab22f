using DouyinIngest.Pipeline.Canary;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Pipeline.Push;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>Ranges of single settings, from their attributes.</summary>
[OptionsValidator]
internal sealed partial class IngestFieldsValidator : IValidateOptions<IngestOptions>;

/// <inheritdoc cref="IngestFieldsValidator"/>
[OptionsValidator]
internal sealed partial class DrainFieldsValidator : IValidateOptions<DrainOptions>;

/// <inheritdoc cref="IngestFieldsValidator"/>
[OptionsValidator]
internal sealed partial class SocketFieldsValidator : IValidateOptions<SocketOptions>;

/// <inheritdoc cref="IngestFieldsValidator"/>
[OptionsValidator]
internal sealed partial class PollingFieldsValidator : IValidateOptions<PollingOptions>;

/// <inheritdoc cref="IngestFieldsValidator"/>
[OptionsValidator]
internal sealed partial class FrameFieldsValidator : IValidateOptions<FrameOptions>;

/// <inheritdoc cref="IngestFieldsValidator"/>
[OptionsValidator]
internal sealed partial class EventFieldsValidator : IValidateOptions<EventOptions>;

/// <inheritdoc cref="IngestFieldsValidator"/>
[OptionsValidator]
internal sealed partial class FleetFieldsValidator : IValidateOptions<FleetOptions>;

/// <inheritdoc cref="IngestFieldsValidator"/>
[OptionsValidator]
internal sealed partial class CanaryFieldsValidator : IValidateOptions<CanaryOptions>;

/// <inheritdoc cref="IngestFieldsValidator"/>
[OptionsValidator]
internal sealed partial class OutboundFieldsValidator : IValidateOptions<OutboundOptions>;

/// <inheritdoc cref="IngestFieldsValidator"/>
[OptionsValidator]
internal sealed partial class ChatFieldsValidator : IValidateOptions<ChatOptions>;

/// <inheritdoc cref="IngestFieldsValidator"/>
[OptionsValidator]
internal sealed partial class PushFieldsValidator : IValidateOptions<PushOptions>;

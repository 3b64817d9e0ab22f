using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Canary;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Pipeline.Overview;
using DouyinIngest.Pipeline.Push;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.OpenPlatform;
using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prometheus;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>Puts the whole service together, folder by folder. What is replaceable is added only when nobody has before.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Everything from the configured rooms to their topics, run by a hosted service. Settings come from the sections Ingest, Socket, Polling, Frame, Event, Filter,
    /// Signing, Cookies, RoomInfo, Kafka, Fleet, OpenPlatform, Push, Drain, Canary, Chat and Outbound, and are validated when the host starts.
    /// </summary>
    public static IServiceCollection AddDouyinIngest(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => Metrics.NewCustomRegistry());
        services.TryAddSingleton(_ => ProcessEnvironment.Read());
        services.AddOptions<HostOptions>().Configure<IOptions<DrainOptions>>((host, drain) => host.ShutdownTimeout = drain.Value.Deadline + TimeSpan.FromSeconds(5));
        return services.AddSockets().AddFrames().AddEvents().AddFilter().AddSigning().AddRoomInfo().AddTopics().AddAssignments().AddRooms().AddFleet().AddPush().AddCanary().AddOutbound().AddHosting();
    }

    private static IServiceCollection AddSockets(this IServiceCollection services)
    {
        services.AddSettings<SocketOptions>(SocketOptions.SectionName)
            .AddSingleton<IValidateOptions<SocketOptions>, SocketFieldsValidator>()
            .AddSingleton<IValidateOptions<SocketOptions>, SocketOptionsValidator>();
        services.AddOptions<SocketOptions>().PostConfigure<ProcessEnvironment>((socket, environment) =>
        {
            // The founding name of the app id's variable; the setting wins.
            socket.AppId = socket.AppId.Length > 0 ? socket.AppId : AppCredentials.FromEnvironment(environment.Lookup).AppId;
        });
        services.AddSettings<PollingOptions>(PollingOptions.SectionName)
            .AddSingleton<IValidateOptions<PollingOptions>, PollingFieldsValidator>()
            .AddSingleton<IValidateOptions<PollingOptions>, PollingOptionsValidator>();
        services.TryAddSingleton(s => new TransportConnectorFactory(
            s.Options<SocketOptions>(),
            s.Options<PollingOptions>(),
            s.Options<RoomInfoOptions>().UpstreamUrl,
            s.GetRequiredService<ISigner>(),
            s.GetRequiredService<ICookieSource>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILoggerFactory>()));
        services.TryAddSingleton<ISessionConnectorFactory>(s => new PushConnectorFactory(
            s.GetRequiredService<TransportConnectorFactory>(), s.GetRequiredService<PushConnectorParts>()));
        services.TryAddSingleton<IReconnectPolicy>(s => new FullJitterPolicy(
            s.Options<IngestOptions>().ReconnectMinDelay, s.Options<IngestOptions>().ReconnectMaxDelay, Random.Shared));
        return services;
    }

    private static IServiceCollection AddFrames(this IServiceCollection services)
    {
        services.AddSettings<FrameOptions>(FrameOptions.SectionName).AddSingleton<IValidateOptions<FrameOptions>, FrameFieldsValidator>();
        services.TryAddSingleton(s => new FrameInflater(s.Options<FrameOptions>()));
        return services;
    }

    private static IServiceCollection AddEvents(this IServiceCollection services)
        => services.AddSettings<EventOptions>(EventOptions.SectionName).AddSingleton<IValidateOptions<EventOptions>, EventFieldsValidator>();

    private static IServiceCollection AddFilter(this IServiceCollection services)
    {
        services.AddSettings<FilterOptions>(FilterOptions.SectionName).AddSingleton<IValidateOptions<FilterOptions>, FilterOptionsValidator>();
        services.TryAddSingleton(s => EventFilter.Of(s.Options<FilterOptions>()) ?? new EventFilter(FilterRules.None));
        return services;
    }

    private static IServiceCollection AddSigning(this IServiceCollection services)
    {
        services.AddSettings<SigningOptions>(SigningOptions.SectionName).AddSingleton<IValidateOptions<SigningOptions>, SigningOptionsValidator>();
        services.AddSettings<CookieOptions>(CookieOptions.SectionName);
        services.TryAddSingleton(_ => WebcastHttp.CreateHandler());
        services.TryAddSingleton<ISigner>(s => s.Options<SigningOptions>().Mode == SigningMode.Http
            ? new HttpSigner(s.GetRequiredService<SocketsHttpHandler>(), s.Options<SigningOptions>(), s.GetRequiredService<TimeProvider>())
            : new NoneSigner());
        services.TryAddSingleton<ICookieSource>(s => new CookieSource(
            s.GetRequiredService<SocketsHttpHandler>(),
            s.Options<CookieOptions>().ReadJar(s.GetRequiredService<ProcessEnvironment>().Lookup, s.GetRequiredService<TimeProvider>().GetUtcNow()),
            s.Options<RoomInfoOptions>().UpstreamUrl,
            s.Options<RoomInfoOptions>().UserAgent,
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<CookieSource>>()));
        return services;
    }

    private static IServiceCollection AddRoomInfo(this IServiceCollection services)
    {
        services.AddSettings<RoomInfoOptions>(RoomInfoOptions.SectionName).AddSingleton<IValidateOptions<RoomInfoOptions>, RoomInfoOptionsValidator>();
        services.TryAddSingleton<IRoomInfoClient>(s => new RoomInfoClient(
            s.GetRequiredService<SocketsHttpHandler>(), s.Options<RoomInfoOptions>(), s.GetRequiredService<ICookieSource>(), s.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IServiceCollection AddTopics(this IServiceCollection services)
    {
        services.AddSettings<KafkaOptions>(KafkaOptions.SectionName)
            .AddSingleton<IValidateOptions<KafkaOptions>, KafkaOptionsValidator>()
            .AddSingleton<IValidateOptions<KafkaOptions>, KafkaClientValidator>();
        services.TryAddSingleton<TopicsMetrics>();
        services.TryAddSingleton(s => new KafkaEventSink(
            s.Options<KafkaOptions>(), s.GetRequiredService<TopicsMetrics>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<KafkaEventSink>>()));
        services.TryAddSingleton(s => FleetInstance.New(s.Options<FleetOptions>().Pod));
        services.TryAddSingleton<StatusMetrics>();
        services.TryAddSingleton<IStatusSink>(s => new StatusPublisher(
            s.Options<KafkaOptions>(), s.GetRequiredService<FleetInstance>().Id, s.GetRequiredService<StatusMetrics>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<StatusPublisher>>()));
        services.TryAddSingleton(s => new TopicCheck(
            s.Options<KafkaOptions>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<TopicCheck>>(), s.Options<OutboundOptions>().Enabled));
        services.TryAddSingleton(s => new EventTail(s.GetRequiredService<KafkaEventSink>()));
        services.TryAddSingleton<IEventSink>(s => s.GetRequiredService<EventTail>());
        return services;
    }

    private static IServiceCollection AddAssignments(this IServiceCollection services)
    {
        services.TryAddSingleton<IAssignmentSource>(s => new ConfiguredRooms(
            [.. s.Options<IngestOptions>().Rooms], s.Options<IngestOptions>().Transport, s.Options<RoomInfoOptions>().UpstreamUrl, s.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IServiceCollection AddRooms(this IServiceCollection services)
    {
        services.AddSettings<IngestOptions>(IngestOptions.SectionName)
            .AddSingleton<IValidateOptions<IngestOptions>, IngestFieldsValidator>()
            .AddSingleton<IValidateOptions<IngestOptions>, IngestRelationsValidator>();
        services.AddSettings<DrainOptions>(DrainOptions.SectionName)
            .AddSingleton<IValidateOptions<DrainOptions>, DrainFieldsValidator>()
            .AddSingleton<IValidateOptions<DrainOptions>, DrainRelationsValidator>();
        services.TryAddSingleton(s => new PodBudget(s.Options<IngestOptions>().InFlightBytes));
        services.TryAddSingleton<RoomsMetrics>();
        services.TryAddSingleton<IRoomListener>(s => s.GetRequiredService<RoomsMetrics>());
        services.TryAddSingleton<RoomServices>();
        services.TryAddSingleton<RoomHost>();
        services.TryAddSingleton<IRoomDirectory>(s => s.GetRequiredService<RoomHost>());
        services.TryAddSingleton<RoomSupervisor>();

        // Rooms that the configuration lists belong to this process alone; without any it is one of a fleet.
        services.TryAddSingleton<IRoomsRunner>(s => s.Options<IngestOptions>().Rooms.Count > 0 ? s.GetRequiredService<RoomSupervisor>() : s.GetRequiredService<FleetCoordinator>());
        return services;
    }

    private static IServiceCollection AddFleet(this IServiceCollection services)
    {
        services.AddSettings<FleetOptions>(FleetOptions.SectionName).AddSingleton<IValidateOptions<FleetOptions>, FleetFieldsValidator>();
        services.TryAddSingleton<ControlMetrics>();
        services.TryAddSingleton(s => new ControlReader(
            s.Options<KafkaOptions>(), s.GetRequiredService<ControlMetrics>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ControlReader>>()));
        services.TryAddSingleton<IControlTable>(s => s.GetRequiredService<ControlReader>());
        services.TryAddSingleton<IControlWriter>(s => new ControlWriter(s.Options<KafkaOptions>()));
        services.TryAddSingleton<RoomSwitch>();
        services.TryAddSingleton<IFleetWatch>(s => new FleetWatch(s.Options<KafkaOptions>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<FleetWatch>>()));
        services.TryAddSingleton<FleetMetrics>();
        services.TryAddSingleton<GroupLook>();
        services.TryAddSingleton<OwnedPartitions>();
        services.TryAddSingleton<FleetParts>();
        services.TryAddSingleton<FleetCoordinator>();
        return services;
    }

    private static IServiceCollection AddPush(this IServiceCollection services)
    {
        services.AddSettings<OpenPlatformOptions>(OpenPlatformOptions.SectionName).AddSingleton<IValidateOptions<OpenPlatformOptions>, OpenPlatformOptionsValidator>();
        services.AddSettings<PushOptions>(PushOptions.SectionName)
            .AddSingleton<IValidateOptions<PushOptions>, PushFieldsValidator>()
            .AddSingleton<IValidateOptions<PushOptions>, PushRelationsValidator>();
        services.TryAddSingleton<PushMetrics>();
        services.TryAddSingleton<IPushListener>(s => s.GetRequiredService<PushMetrics>());
        services.TryAddSingleton<PushRooms>();
        services.TryAddSingleton(s => new PushApps(s.Options<OpenPlatformOptions>(), AppCredentials.FromEnvironment(s.GetRequiredService<ProcessEnvironment>().Lookup)));
        services.TryAddSingleton(s => new OpenPlatformClient(
            s.GetRequiredService<SocketsHttpHandler>(), s.Options<OpenPlatformOptions>(), s.GetRequiredService<IPushListener>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(s => new PushTasks(
            s.GetRequiredService<OpenPlatformClient>(), s.Options<OpenPlatformOptions>(), s.GetRequiredService<IPushListener>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<PushTasks>>()));
        services.TryAddSingleton(s => new TaskRetirement(
            s.GetRequiredService<OpenPlatformClient>(), s.GetRequiredService<PushApps>(), s.Options<OpenPlatformOptions>(), s.GetRequiredService<ILogger<TaskRetirement>>()));
        services.TryAddSingleton(s => new PushConnectorParts(
            s.GetRequiredService<PushApps>(), s.GetRequiredService<PushTasks>(), s.GetRequiredService<PushRooms>(),
            new PushEventReader(GiftNames.Read(s.Options<OpenPlatformOptions>().GiftNamesFile)), s.Options<PushOptions>().IsOn));
        services.TryAddSingleton(s => new OwnerDirectory(s.Options<KafkaOptions>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<OwnerDirectory>>()));
        services.TryAddSingleton(s => new PushRouter(
            s.GetRequiredService<PushRooms>(), s.GetRequiredService<RoomHost>(), s.GetRequiredService<IControlTable>(), s.GetRequiredService<OwnerDirectory>(),
            s.GetRequiredService<FleetInstance>(), s.Options<KafkaOptions>()));
        services.TryAddSingleton(s => new HeldBytes(s.Options<PushOptions>().MaxHeldBytes, s.GetRequiredService<PushMetrics>()));
        services.TryAddSingleton(s => new PushIntake(
            s.Options<PushOptions>(), s.GetRequiredService<HeldBytes>(), s.GetRequiredService<PushMetrics>(), s.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IServiceCollection AddCanary(this IServiceCollection services)
    {
        services.AddSettings<CanaryOptions>(CanaryOptions.SectionName).AddSingleton<IValidateOptions<CanaryOptions>, CanaryFieldsValidator>();
        services.TryAddSingleton<CanaryMetrics>();
        services.TryAddSingleton<CanaryHostedService>();
        return services;
    }

    private static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        services.AddSettings<ChatOptions>(ChatOptions.SectionName).AddSingleton<IValidateOptions<ChatOptions>, ChatFieldsValidator>();
        services.AddSettings<OutboundOptions>(OutboundOptions.SectionName)
            .AddSingleton<IValidateOptions<OutboundOptions>, OutboundFieldsValidator>()
            .AddSingleton<IValidateOptions<OutboundOptions>, OutboundRelationsValidator>();
        services.TryAddSingleton<IChatSender>(s => new ChatSender(
            s.GetRequiredService<ISigner>(), s.GetRequiredService<ICookieSource>(), s.Options<RoomInfoOptions>(), s.Options<ChatOptions>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IOutboundRooms, FleetOutboundRooms>();
        services.TryAddSingleton<OutboundMetrics>();
        return services;
    }

    private static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.TryAddSingleton<IngestHealth>();
        services.TryAddSingleton<MetricsCollection>();
        services.AddHostedService<IngestHostedService>();
        services.AddHostedService<SilentRoomsHostedService>();
        services.AddHostedService<PushHostedService>();
        services.AddHostedService(s => s.GetRequiredService<CanaryHostedService>());
        services.AddHostedService<OutboundHostedService>();
        return services;
    }

    private static IServiceCollection AddSettings<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptionsWithValidateOnStart<TOptions>().BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true);
        return services;
    }

    private static TOptions Options<TOptions>(this IServiceProvider services)
        where TOptions : class
        => services.GetRequiredService<IOptions<TOptions>>().Value;
}

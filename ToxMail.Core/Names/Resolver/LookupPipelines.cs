using Polly;
using Polly.Retry;

namespace ToxMail.Core.Names.Resolver;

/// <summary>What is around the questions of a lookup; around each try is <see cref="ResolverServer.Try"/>.</summary>
internal static class LookupPipelines
{
    /// <summary>Bounds a whole lookup.</summary>
    internal static ResiliencePipeline Whole(LookupPatience patience, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(patience.Whole).Build();

    /// <summary>Asks a second and a third time: enough for the three servers that a system has at most.</summary>
    internal static ResiliencePipeline<ServerReply> Again(TimeProvider time) =>
        new ResiliencePipelineBuilder<ServerReply> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<ServerReply>
            {
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is ServerReply.Failed { AskAgain: true }),
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(200),
                UseJitter = true,
            })
            .Build();
}

namespace ToxMail.Fuzz.Targets;

/// <summary>All targets by name.</summary>
internal static class FuzzTargets
{
    /// <summary>Makes them; one that is disposable has to be disposed.</summary>
    internal static IReadOnlyDictionary<string, Func<IFuzzTarget>> All { get; } = new Dictionary<string, Func<IFuzzTarget>>(StringComparer.Ordinal)
    {
        ["smtp-command"] = () => new SmtpCommandTarget(),
        ["smtp-path"] = () => new SmtpPathTarget(),
        ["xtext"] = () => new XtextTarget(),
        ["sasl"] = () => new SaslTarget(),
        ["pop3-command"] = () => new Pop3CommandTarget(),
        ["line-reader"] = () => new LineReaderTarget(),
        ["dot-reader"] = () => new DotReaderTarget(),
        ["dot-writer"] = () => new DotWriterTarget(),
        ["top-cut"] = () => new TopCutTarget(),
        ["submission-headers"] = () => new SubmissionHeadersTarget(),
        ["arrival-headers"] = () => new ArrivalHeadersTarget(),
        ["frame"] = () => new FrameTarget(),
        ["parcel"] = () => new ParcelTarget(),
        ["bundle"] = () => new BundleTarget(),
        ["inline-assembly"] = () => new InlineAssemblyTarget(),
        ["name-record"] = () => new NameRecordTarget(),
        ["unpack"] = () => new UnpackTarget(),
        ["dns-message"] = () => new DnsMessageTarget(),
        ["chain-proof"] = () => new ChainProofTarget(),
        ["keys"] = () => new KeysTarget(),
        ["envelope"] = () => new EnvelopeTarget(),
        ["inner-part"] = () => new InnerPartTarget(),
        ["intro"] = () => new IntroTarget(),
        ["manifest"] = () => new ManifestTarget(),
    };
}

namespace ToxMail.Tests.Support.OddMails;

/// <summary>Why a submission server must refuse a mail.</summary>
public enum OddMailRefusal
{
    /// <summary>A CR without LF or an LF without CR (550 5.6.11).</summary>
    BareLineEnd,

    /// <summary>The From header names someone else, or nobody (553 or 550).</summary>
    FromNotOwn,

    /// <summary>More than 1 MiB of headers.</summary>
    HeadersTooLarge,
}

package main

import (
	"fmt"

	"github.com/citelint/citelint/checker/fetch/fetchtest"
)

// demoWeb is the web of the sample brief: a host for every verdict that there is, and a page for every way to agree or not.
func demoWeb() *fetchtest.Web {
	web := fetchtest.New()
	page := fetchtest.HTML
	front := page("Front page", lorem, lorem)

	// ok
	web.Host("accord.example").
		Page("/", page("The Highland Accord", "News of the Joint Secretariat and its work in both republics.", lorem, lorem)).
		Page("/text", page("Highland Accord on the Protection of Pollinators", "The republics of Varda and Ostrel, sharing one population of bees, have agreed on the following articles.", lorem, lorem))
	web.Host("upland-review.example").
		Page("/2021/05/what-may-be-published?utm_source=newsletter", page("What the Secretariat May Publish", "By Tomas Relling, 11 May 2021.", lorem, lorem))
	web.Host("pollinators.example").
		Page("/zh/1204", page("高山传粉昆虫为何消失", "林雪、高原。2023年12月4日。高山上的蜂群在过去四十年里减少了三分之一，两国的统计方法却从未统一，因此谁也说不清原因。", lorem, lorem))
	web.Host("press.example").
		Page("/common-count", page("A Common Count: Method and Cost", "Greta Lindahl. Ridge University Press, 2024.", lorem, lorem))
	// moved: for good, and to a front page
	web.Host("stats.varda.example").
		Page("/losses-2024", fetchtest.Redirect(301, "/archive/2024/losses")).
		Page("/archive/2024/losses", page("Colony Losses on Both Sides of the Ridge", "Ministry of Agriculture, 9 December 2024.", lorem, lorem))
	web.Host("old.accord.example").
		Page("/requests/3", fetchtest.Redirect(302, "https://accord.example/"))
	// dead: the host answers, but this page is gone
	web.Host("ridgewatch.example").Page("/", front)
	// soft-dead: an error page that says 200
	web.Host("fund.example").
		Page("/", front).
		Page("/rules", page("Page not found", "The page that you are looking for cannot be found.").As(200))
	// parked
	web.Host("tarn-voice.example").
		Rest(page("tarn-voice.example", "This domain is for sale. Inquire about this domain."))
	// blocked: a wall that lets only people in
	web.Host("paper.example").
		Rest(page("Just a moment...", "Verify you are human by completing the action below.").As(403).With("Cf-Mitigated", "challenge"))
	// unreachable
	web.Host("insurers.example").Fault(fetchtest.Refused)
	// insecure
	web.Host("survey.ostrel.example").Fault(fetchtest.Expired).
		Page("/two-thermometers", page("Two Thermometers", "Ostrel Radio, 21 August 2025.", lorem, lorem))
	// skipped: an address of a private network, which citelint does not talk to
	web.Host("archive.customs.ostrel.example").At("10.20.30.40")
	// unchecked: it is our own network that answers
	web.Host("portal.accord.example").Rest(page("Log in to the network", "Accept the terms to go online.").As(511))
	demoAgreement(web)
	return web
}

// demoAgreement has a page for every way in which a source agrees with what is cited and quoted of it,
// or does not. All of these answer.
func demoAgreement(web *fetchtest.Web) {
	page := fetchtest.HTML
	accord, fund, ostrel := web.Host("accord.example"), web.Host("fund.example"), web.Host("agri.ostrel.example")
	ridge, review, varda := web.Host("ridgewatch.example"), web.Host("upland-review.example"), web.Host("stats.varda.example")

	// quotations: word for word, but for punctuation, and with another number, negation, hedge and name
	accord.Page("/minutes/4", page("Minutes of the Fourth Session", "12 February 2026.", "Both sides agreed that the count in spring and the count in July describe two different things.", lorem))
	accord.Page("/letters/archive", page("A Letter from the Archive", "20 February 2026.", "The secretariat, as far as anybody here knows, has never lost a single record.", lorem))
	fund.Page("/reports/2020", page("Annual Report of the Colony Fund", "3 March 2021.", "With this the fund paid for 4,100 colonies in the first year of the Accord, and for more in the second.", lorem))
	ostrel.Page("/statement", page("Statement on the Border Survey", "4 May 2026.", "As before, the ministry will not publish its raw records before the talks of this autumn.", lorem))
	ostrel.Page("/july", page("Results of the July Survey", "30 September 2025.", "It seems that the losses on the eastern slope are nearly as high as those on the western slope.", lorem))
	ridge.Page("/2026/03/keepers-wait", page("Keepers Wait for Their Money", "9 March 2026.", "Minister Halden promised every keeper on the eastern slope a second payment.", lorem))
	// in parts that stand far from each other, in another note's source, and nowhere
	varda.Page("/method", page("How Hives Are Counted", "2 April 2024.", "The hives of the border zone are counted in the last week of April.", lorem, lorem, lorem, lorem, "Whoever registers late is paid in the following year."))
	review.Page("/2025/price-of-a-hive", page("The Price of a Hive", "8 October 2025.", lorem, lorem))
	review.Page("/2026/who-counts", page("Who Counts, Who Pays", "14 January 2026.", "Whoever counts the bees of the border decides who is paid for them.", "By now the talks have been postponed more often than any treaty of the two republics.", lorem))
	ridge.Page("/2026/04/empty-valleys", page("The Empty Valleys", "21 April 2026.", lorem, lorem))
	// titles: another one, a part of one, and none
	fund.Page("/costs", page("Opening Hours of the Visitor Centre", lorem, lorem))
	review.Page("/2024/balance", page("The Keepers and Their Fund in Hard Times", "17 June 2024.", lorem, lorem))
	fund.Page("/tables", page("", "1 July 2025.", lorem, lorem))
	// other authors, and another year
	review.Page("/2023/fund-nobody-reads", stating(page("The Fund That Nobody Reads", "By Mirja Aalto.", lorem, lorem), "Mirja Aalto", "2023-11-30"))
	review.Page("/2022/paying-for-bees", stating(page("Paying for Bees", "By Erik Dahl.", lorem, lorem), "Erik Dahl", "2022-05-05"))
}

// stating adds what a page says for programs of its author and day.
func stating(p fetchtest.Reply, author, day string) fetchtest.Reply {
	p.Body = fmt.Appendf(p.Body, `<script type="application/ld+json">{"@type": "Article", "author": {"@type": "Person", "name": %q}, "datePublished": %q}</script>`, author, day)
	return p
}

const lorem = `The survey of the ridge began in the year of the great flood and has gone on ever since, with two breaks that nobody cares to
explain. Each valley sends its figures in spring, each figure is read by two people, and what they cannot agree on is put into a drawer that is
opened once in ten years. It is not the worst of methods: the drawer has been right more often than the ministry. Those who keep bees on both
slopes have learned to count for themselves, to write the number on the lid of the hive, and to trust the lid. Visitors are shown the lids, some
of them carved, and are told that the oldest goes back four generations. The figures below are taken from the lids where there was no report.`

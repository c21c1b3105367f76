package main

import "github.com/citelint/citelint/checker/fetch/fetchtest"

// demoWeb is the web of the sample brief: a host for every verdict that there is.
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
	return web
}

const lorem = `The survey of the ridge began in the year of the great flood and has gone on ever since, with two breaks that nobody cares to
explain. Each valley sends its figures in spring, each figure is read by two people, and what they cannot agree on is put into a drawer that is
opened once in ten years. It is not the worst of methods: the drawer has been right more often than the ministry. Those who keep bees on both
slopes have learned to count for themselves, to write the number on the lid of the hive, and to trust the lid. Visitors are shown the lids, some
of them carved, and are told that the oldest goes back four generations. The figures below are taken from the lids where there was no report.`
